import { returnCodes } from '@yongche/contract/vocabulary';
import { articleName, codeNotes, subjectsWord } from './book-wording';
import type { ReturnCode, RuleBookContent } from './discipline';
import styles from './rule-book.module.css';

/** 扣分标准: every code with its points and for whom; and which one is usual behind a return code of the console. */
export function BookCodes({ content: { codes, byReturnCode } }: { content: RuleBookContent }) {
  const usual = (Object.entries(returnCodes) as [ReturnCode, string][]).map(
    ([code, label]) => [code, label, codes.find((one) => one.code === byReturnCode[code])] as const,
  );
  return (
    <div className={styles.codes}>
      <table className={styles.table}>
        <caption>违规代码与分值</caption>
        <thead>
          <tr>
            <th scope="col">代码</th>
            <th scope="col">违规</th>
            <th scope="col">扣分对象</th>
            <th scope="col" data-align="right">
              分值
            </th>
            <th scope="col">另外</th>
            <th scope="col">依据</th>
          </tr>
        </thead>
        <tbody>
          {codes.map((code) => (
            <tr key={code.code}>
              <th scope="row">
                <code>{code.code}</code>
              </th>
              <td>{code.name}</td>
              <td>{subjectsWord(code)}</td>
              <td data-align="right">
                <b>{code.points === 0 ? '—' : code.points}</b>
              </td>
              <td>{codeNotes(code).join('；') || '—'}</td>
              <td className={styles.unbroken}>{articleName(code.article)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table className={styles.table}>
        <caption>核查代码通常对应的违规</caption>
        <thead>
          <tr>
            <th scope="col">核查代码</th>
            <th scope="col">违规</th>
          </tr>
        </thead>
        <tbody>
          {usual.map(([code, label, violation]) => (
            <tr key={code}>
              <th scope="row">
                <code>{code}</code> {label}
              </th>
              <td>{violation ? `${violation.code} ${violation.name}` : '不算违规'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
