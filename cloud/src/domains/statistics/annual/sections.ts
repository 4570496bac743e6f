import type { ReportParagraph, ReportRun, ReportSection } from '@yongche/contract/annual-reports';
import type { MetricCode } from '@yongche/contract/metrics';
import type { YearOfServers } from '../../operations/monitoring/year-of-servers';
import type { Numbers, Values } from './numbers';
import { computed, gap, say, usual } from './paragraphs';

/** What the sections need beside the metrics. */
export interface YearFacts {
  year: number;
  values: Values;
  /** 管理细则 in force at the end of the year. */
  ruleBookTitle: string | null;
  /** Names of the problems found, the most frequent first. */
  problemNames: readonly string[];
  /** Whether companies let the time pass in which a closing (A01) or a change (A02) is to be reported. */
  lateDuties: { closing: boolean; change: boolean };
  /** What was measured of the servers; null where nothing was. */
  servers: YearOfServers | null;
}

const text = (words: string): ReportRun[] => [{ text: words, metric: null }];

/** 章节 of the yearly report, as the association wrote it for 2019: what the records say is computed, all else is a gap for a person. */
export function sectionsOf(facts: YearFacts): ReportSection[] {
  const { year } = facts;
  return [
    { number: '', title: '', level: 1, paragraphs: [market(facts)] },
    { number: '（一）', title: `${year}年工作情况`, level: 0, paragraphs: [usual('opening', `${year}年，协会在全体会员单位的共同努力和积极配合下，在市二手车流通管理联席小组（以下称“联席小组”）成员单位的指导和支持下，将主要工作精力放在二手车交易“代理证”和“影像核对”制度（以下称“两项制度”）的平稳运行和优化完善上。现将年度主要工作情况报告如下：`)] },
    { number: '一、', title: '认真做好“两项制度”日常运行的保障工作', level: 1, paragraphs: [] },
    { number: '（一）', title: '落实技术保障，确保系统稳定运行', level: 2, paragraphs: [...servers(facts), gap('technical', '本年度系统运行、扩容、故障处理和技术保障的情况，由技术保障单位提供。'), deals(facts), office(facts)] },
    { number: '（二）', title: '安排专职人员，做好日常管理工作', level: 2, paragraphs: [changes(facts), stock(facts)] },
    { number: '（三）', title: '开展系统升级工作，不断优化系统功能', level: 2, paragraphs: [gap('upgrades', '本年度系统升级的次数、主要内容和完成情况。')] },
    { number: '（四）', title: '推进数据备份，确保数据安全', level: 2, paragraphs: [gap('backups', '协会每月归档备份、技术保障单位每日备份、各使用单位自愿备份的执行和演练情况。')] },
    { number: '二、', title: '做好“两项制度”的长效管理', level: 1, paragraphs: [] },
    { number: '（一）', title: '执行管理细则', level: 2, paragraphs: [ruleBook(facts)] },
    { number: '（二）', title: '收取影像系统服务费，保障长期运维', level: 2, paragraphs: [tariff(facts), fees(facts)] },
    { number: '（三）', title: '开展主体资格清理和日常核查', level: 2, paragraphs: [cleanup(facts), inspections(facts), gap('organisation', '管理机构的人员、内部制度和考评情况。')] },
    { number: '三、', title: '起好纽带作用，与有关部门保持良好互动', level: 1, paragraphs: [gap('government', '政府交办事项、与市车管所的数据通报、政策指导员调整等情况。')] },
    { number: '四、', title: '面对行业发展，会员主动作为', level: 1, paragraphs: [gap('industry', '会员单位的经验做法、行业活动和发展情况。')] },
    { number: '五、', title: '做好协会日常管理工作', level: 1, paragraphs: [dues(facts), members(facts), gap('secretariat', '秘书处其他日常工作。')] },
    { number: '六、', title: '年度工作存在的主要问题', level: 1, paragraphs: [problems(facts), gap('analysis', '对存在问题的分析和改进打算。')] },
    { number: '（二）', title: `${year + 1}年工作安排`, level: 0, paragraphs: [gap('plan', `${year + 1}年的工作安排：日常运行保障、日常监督管理、政策学习、与政府部门沟通、秘书处日常工作。`)] },
  ];
}

function market({ year, values }: YearFacts) {
  return computed('market', values, (n) => {
    const growth = (code: MetricCode): ReportRun[] => {
      const { value } = values.get(code)!;
      if (value === null) return text('（没有同口径的上年数，同比不详）');
      return value === 0 ? say`，与上年${{ text: '持平', metric: code }}` : say`，同比${value > 0 ? '增长' : '下降'}${n.exact(code)}`;
    };
    return say`据车管业务数据统计，至${String(year)}年底，全市汽车保有量为${n.tenThousands('office_vehicle_stock')}辆${growth('office_vehicle_stock_growth')}。${String(year)}年全市共完成二手汽车交易${n.tenThousands('office_trades')}辆（次）${growth('office_trades_growth')}，其中市内转移登记${n.tenThousands('office_city_transfers')}辆（次）${growth('office_city_transfers_growth')}，转出${n.tenThousands('office_moved_out')}辆${growth('office_moved_out_growth')}。`;
  });
}

/** The five indicators of 2019 and the incidents, as far as they were measured; without any the technical unit writes all of it. */
function servers({ year, servers: measured }: YearFacts): ReportParagraph[] {
  if (!measured) return [];
  const { days, machines, peaks, incidents } = measured;
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)}MB/秒`;
  const said = [
    peaks.cpu === undefined ? '' : `CPU使用率${peaks.cpu.toFixed(1)}%`,
    peaks.memory === undefined ? '' : `内存使用率${peaks.memory.toFixed(1)}%`,
    peaks.tcp === undefined ? '' : `TCP连接${Math.round(peaks.tcp)}个`,
    peaks.net_in === undefined || peaks.net_out === undefined ? '' : `入带宽${megabytes(peaks.net_in)}、出带宽${megabytes(peaks.net_out)}`,
    peaks.disk_read === undefined || peaks.disk_write === undefined ? '' : `磁盘读取${megabytes(peaks.disk_read)}、写入${megabytes(peaks.disk_write)}`,
  ].filter((words) => words !== '');
  const { count, open, meanSecondsToAcknowledge: acknowledged, meanSecondsToRepair: repaired } = incidents;
  const minutes = (seconds: number) => `${Math.max(1, Math.round(seconds / 60))}分钟`;
  const times = [...(acknowledged === null ? [] : [`平均${minutes(acknowledged)}响应`]), ...(repaired === null ? [] : [`平均${minutes(repaired)}恢复`]), ...(open === 0 ? [] : [`${open}起尚未修复`])];
  const handled = count === 0 ? '没有发生系统事件。' : `共发生系统事件${count}起${times.length === 0 ? '' : `，${times.join('，')}`}。`;
  const words = `${year}年系统监测${days}天、服务器${machines}台，各项指标的最高值为：${said.join('、')}。期间${handled}`;
  return [{ code: 'servers', runs: text(words), wanted: null, writable: false }];
}

function deals({ year, values }: YearFacts) {
  return computed('deals', values, (n) => say`据统计，${String(year)}年全市二手车通过影像系统交易，共上传二手车交易信息${n.count('uploaded')}辆（次），完成交易${n.count('completed')}辆（次），未完成的${n.count('not_completed')}辆（次）。完成的交易中，使用移动端APP采集的${n.count('completed_mobile')}辆（次），通过固定端采集的${n.count('completed_fixed')}辆（次），移动端APP使用率为${n.tenth('mobile_rate')}。按车架号计，完成交易涉及${n.count('completed_vehicles')}辆车。`);
}

function office({ values }: YearFacts) {
  return computed('office_difference', values, (n) => {
    const { value } = values.get('office_difference')!;
    if (value === 0) return say`完成交易数与车管部门登记的二手汽车交易量${{ text: '一致', metric: 'office_difference' }}。`;
    const difference = n.count('office_difference');
    return say`完成交易数比车管部门登记的二手汽车交易量${(value ?? 0) > 0 ? '多' : '少'}${{ ...difference, text: difference.text.replace('-', '') }}辆（次），相当于登记量的${n.exact('office_difference_rate')}。`;
  });
}

function changes({ values }: YearFacts) {
  return computed('register_changes', values, (n) => say`全年新核准“代理证”用户企业${n.count('companies_opened')}家，共发放“代理证”${n.count('certificates_issued')}张，新开通影像系统移动端APP用户${n.count('apps_opened')}户；办理变更${n.count('companies_changed')}家；注销“代理证”用户企业${n.count('companies_cancelled')}家、“代理证”${n.count('certificates_cancelled')}张、影像系统移动端APP${n.count('apps_cancelled')}个。全年新开通影像系统固定端用户${n.count('terminals_opened')}家。`);
}

function stock({ year, values }: YearFacts) {
  return computed('register_stock', values, (n) => say`截至${String(year)}年12月底，全市“代理证”在册企业${n.count('companies_on_register')}家、“代理证”${n.count('certificates_on_register')}张，影像系统移动端APP用户${n.count('apps_on_register')}户；影像系统固定端注册市场${n.count('markets_with_terminal')}家。`);
}

function ruleBook({ year, values, ruleBookTitle }: YearFacts) {
  return computed('rule_book', values, (n) => {
    const parts = say`《${ruleBookTitle ?? '管理细则'}》共分${n.numeral('rule_book_chapters')}章${n.numeral('rule_book_articles')}条，于${n.month('rule_book_published')}对外公布，${n.day('rule_book_from')}起施行`;
    return values.get('rule_book_from')!.text?.startsWith(String(year)) ? [...parts, ...text('，为开展管理工作打下了基础。')] : [...parts, ...text('，本年度继续执行。')];
  });
}

function tariff({ values }: YearFacts) {
  return computed('tariff', values, (n) => say`经会员大会决议，自${n.month('fee_from')}起收取影像系统服务费。服务费以辆为单位，每辆车本会会员收取${n.yuan('fee_member_price')}元、非本会会员收取${n.yuan('fee_non_member_price')}元，每月结算一次，专款专用。`);
}

function fees({ year, values }: YearFacts) {
  return computed('fees', values, (n) => {
    const { value } = values.get('fees_received')!;
    if (value === 0) return say`${String(year)}年收取服务费${n.yuan('fees_received')}元。`;
    const [from, to] = [values.get('fees_received_from')!.text, values.get('fees_received_to')!.text];
    const span: ReportRun[] = from === to ? say`${n.month('fees_received_from')}` : say`${n.month('fees_received_from')}至${{ ...n.month('fees_received_to'), text: to === null ? '' : `${Number(to.slice(5))}月` }}`;
    return say`据统计，${span}，共收取服务费${n.yuan('fees_received')}元。全年计费车辆${n.count('fee_vehicles')}辆（次），其中会员市场${n.count('fee_vehicles_member')}辆（次）、非会员市场${n.count('fee_vehicles_non_member')}辆（次）。`;
  });
}

function cleanup({ values }: YearFacts) {
  return computed('cleanup', values, (n) => say`对“两项制度”登记在册企业开展主体资格清理，期间共注销“代理证”用户企业${n.count('cleanup_companies')}家、“代理证”${n.count('cleanup_certificates')}张、影像系统移动端APP${n.count('cleanup_apps')}个，关闭系统固定端${n.count('cleanup_terminals')}个。`);
}

function inspections({ year, values }: YearFacts) {
  if (values.get('inspected')!.value === 0) return computed('inspections', values, (n) => say`${String(year)}年核查二手车交易${n.count('inspected')}辆（次）。`);
  return computed('inspections', values, (n: Numbers) => say`到年底共有核查员${n.count('inspectors')}名，其中最早的自${n.month('inspectors_from')}起到岗。自${n.day('inspections_from')}起的交易，共核查${n.count('inspected')}辆（次），相当于被抽查各日交易量的${n.tenth('inspected_rate')}、全年完成交易的${n.exact('year_coverage')}。期间发现交易资料有问题的共${n.count('problems')}辆（次），问题率为${n.exact('problem_rate')}（95%置信区间${n.interval('problem_rate')}）。`);
}

function dues({ year, values }: YearFacts) {
  return computed('dues', values, (n) => say`${String(year)}年应收会费${n.tenThousandYuan('dues_receivable')}元，实收会费${n.tenThousandYuan('dues_received')}元，${n.count('dues_unpaid_members')}家会员单位未缴清${String(year)}年度的会费，缴费率按金额计为${n.tenth('dues_rate_by_amount')}、按户数计为${n.tenth('dues_rate_by_members')}。`);
}

function members({ year, values }: YearFacts) {
  return computed('members', values, (n) => say`截至年底，协会共有企业会员${n.count('members')}家，其中${String(year)}年新增${n.count('members_joined')}家、退会${n.count('members_left')}家。`);
}

function problems({ values, problemNames, lateDuties: { closing, change } }: YearFacts) {
  return computed('problem_kinds', values, () => {
    const late = [...(closing ? ['歇业'] : []), ...(change ? ['登记事项变更'] : [])].join('、');
    const register = late === '' ? '' : `有“代理证”用户企业发生${late}后，没有及时办理注销或变更手续。`;
    const found = problemNames.length === 0 ? '本年度的核查没有确认有问题的交易。' : `核查发现的问题，按次数从多到少主要是：${problemNames.join('、')}。`;
    return text(register + found);
  });
}
