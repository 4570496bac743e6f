import type { EntityManager } from 'typeorm';
import { dayInWords } from '../../clock';
import { RuleBook } from '../discipline/rule-book.entity';
import { photoTitles } from '../evidence/evidence-state';
import type { Letter } from '../notices/letters-pdf';
import { Certificate } from '../registry/certificate.entity';
import { Company } from '../registry/company.entity';
import { Market } from '../registry/market.entity';
import { Transaction } from '../transactions/transaction.entity';
import { type Problem, ProblemItem } from './problem.entity';
import { listed, wordsOf } from './problem-findings';

/** 限期改正通知书 to the company in whose name the deal was done, with a copy for the market: findings, articles, deadline. Nobody is named. */
export async function problemLetter(tx: EntityManager, problem: Problem, today: string): Promise<Letter> {
  const [deal, company, market, items] = [
    await tx.findOneByOrFail(Transaction, { id: problem.transactionId }),
    await tx.findOneByOrFail(Company, { id: problem.companyId }),
    await tx.findOneByOrFail(Market, { id: problem.marketId }),
    await tx.find(ProblemItem, { where: { problemId: problem.id }, order: { id: 'ASC' } }),
  ];
  const certificate = await tx.findOneByOrFail(Certificate, { id: deal.certificateId });
  const titleOf = await photoTitles(tx, deal);
  const base = await articlesOf(tx, problem, items);
  const late = problem.state === 'overdue' ? `该问题应于${dayInWords(problem.dueOn)}前改正，现已逾期，请立即改正。` : '';
  return {
    number: `甬二手车协函〔${today.slice(0, 4)}〕${problem.number}号`,
    addressee: company.name,
    title: '限期改正通知书',
    paragraphs: [
      `经核查，贵单位代理人员（代理证${certificate.number}）在${market.name}办理的二手车交易影像核对业务存在以下问题：车牌号${deal.plate}，业务流水号${deal.serial}，${listed(items.map((item) => wordsOf(item, titleOf)))}。`,
      ...(base ? [base] : []),
      `${late}请督促该代理人员在甬车小程序的问题单（${problem.number}）中重拍有问题的照片，写明改正情况并提交复核；企业负责人也可以代为提交。逾期未改正的，按管理细则处理。`,
      '对核查结论有异议的，请在改正期限内联系协会核查员，并提供证明材料。',
      `抄送：${market.name}。`,
    ],
    deadlineOn: problem.state === 'overdue' ? null : problem.dueOn,
    contact: '宁波市二手车流通协会秘书处',
    datedOn: today,
  };
}

/** The articles of the book that was in force, which the violations offend; undefined where there was none, or none is offended. */
async function articlesOf(tx: EntityManager, { bookVersion }: Problem, items: ProblemItem[]): Promise<string | undefined> {
  if (!bookVersion) return undefined;
  const { title, content } = await tx.findOneByOrFail(RuleBook, { version: bookVersion });
  const violations = new Set(items.map(({ violation }) => violation));
  const offended = content.codes.filter(({ code }) => violations.has(code));
  if (offended.length === 0) return undefined;
  const numbers = new Set(offended.map(({ article }) => article));
  const articles = content.chapters.flatMap((chapter) => chapter.articles).filter(({ number }) => numbers.has(number));
  const cited = articles.map((article) => `第${numeral(article.number)}条（${article.title}）`).join('、');
  return `上述情形不符合《${title}》（${bookVersion}版）${cited}的规定，涉及：${offended.map(({ code, name }) => `${code}${name}`).join('、')}。`;
}

const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 1–99 as an article is written: 六, 十三, 二十, 二十一. */
function numeral(number: number): string {
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  return `${tens > 1 ? digits[tens] : ''}${tens > 0 ? '十' : ''}${digits[ones]}`;
}
