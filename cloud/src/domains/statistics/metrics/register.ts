import { registerActions, registerReasons, registerSubjects } from '@yongche/contract';
import type { Metric, RecordSet } from './metric';

/** SQL: the page of what an event or a stock speaks of; an app is found by its certificate. */
const linkOf = (alias: string) =>
  `CASE ${alias}.subject_type WHEN 'company' THEN CONCAT('/register/companies/', ${alias}.subject_id) WHEN 'terminal' THEN CONCAT('/register/terminals/', ${alias}.subject_id)
     WHEN 'certificate' THEN CONCAT('/register/certificates/', ${alias}.subject_id) ELSE CONCAT('/register/certificates/', c.id) END`;
const certificateOf = (alias: string) => `LEFT JOIN certificates c ON c.number = ${alias}.subject_name AND ${alias}.subject_type = 'app' LEFT JOIN companies o ON o.id = ${alias}.company_id LEFT JOIN markets k ON k.id = ${alias}.market_id`;

const events: RecordSet = {
  from: 'register_events e',
  where: "e.subject_type IN ('company', 'certificate', 'app', 'terminal') AND e.happened_on BETWEEN :from AND :to",
  key: 'e.id',
  order: 'e.happened_on',
  orderedBy: 'day',
  showing: certificateOf('e'),
  columns: [
    { title: '日期', sql: 'e.happened_on' },
    { title: '对象', sql: 'e.subject_type', words: registerSubjects },
    { title: '名称或编号', sql: 'e.subject_name' },
    { title: '变动', sql: 'e.action', words: registerActions },
    { title: '事由', sql: 'e.reason', words: registerReasons },
    { title: '企业或市场', sql: "COALESCE(o.name, k.name, '')" },
  ],
  link: linkOf('e'),
};

/** SQL: the name of the newest event; their ids are in the order of time. */
const lastName = 'SUBSTRING(MAX(CONCAT(e.id, e.subject_name)), 37)';

/** 在册: whose changes up to a day add up to one (domain.md 6.3); the register's own rows are compared with it by night. */
const stock = (until: string): RecordSet => ({
  from: `(SELECT e.subject_type, e.subject_id, ${lastName} AS subject_name, MAX(e.company_id) AS company_id, MAX(e.market_id) AS market_id, MIN(e.happened_on) AS since
     FROM register_events e WHERE e.happened_on ${until} GROUP BY e.subject_type, e.subject_id HAVING SUM(e.delta) > 0) s`,
  where: 'TRUE',
  key: 's.subject_id',
  order: 's.subject_name',
  orderedBy: 'text',
  showing: certificateOf('s'),
  columns: [
    { title: '对象', sql: 's.subject_type', words: registerSubjects },
    { title: '名称或编号', sql: 's.subject_name' },
    { title: '企业或市场', sql: "COALESCE(o.name, k.name, '')" },
    { title: '首次核发', sql: 's.since' },
  ],
  link: linkOf('s'),
});
const stockAtStart = stock('< :from');
const stockAtEnd = stock('<= :to');

/** By request, each once, however often it changed something; what a licence list says of it is no request. */
const changedCompanies: RecordSet = {
  from: `(SELECT e.subject_id, ${lastName} AS subject_name, COUNT(*) AS changes, MAX(e.happened_on) AS last_on FROM register_events e
     WHERE e.subject_type = 'company' AND e.action = 'changed' AND e.request_id IS NOT NULL AND e.happened_on BETWEEN :from AND :to GROUP BY e.subject_id) s`,
  where: 'TRUE',
  key: 's.subject_id',
  order: 's.last_on',
  orderedBy: 'day',
  columns: [{ title: '企业', sql: 's.subject_name' }, { title: '变更次数', sql: 's.changes' }, { title: '最近一次', sql: 's.last_on' }],
  link: "CONCAT('/register/companies/', s.subject_id)",
};
const marketsWithTerminal: RecordSet = {
  from: `(SELECT t.market_id, COUNT(*) AS terminals FROM (SELECT e.subject_id, MAX(e.market_id) AS market_id FROM register_events e
     WHERE e.subject_type = 'terminal' AND e.happened_on <= :to GROUP BY e.subject_id HAVING SUM(e.delta) > 0) t GROUP BY t.market_id) s`,
  where: 'TRUE',
  key: 's.market_id',
  order: 's.market_id',
  orderedBy: 'text',
  showing: 'LEFT JOIN markets k ON k.id = s.market_id',
  columns: [{ title: '市场', sql: 'k.name' }, { title: '在册固定端', sql: 's.terminals' }],
};

const of = (unit: string) => ({ group: 'register', kind: 'count', unit }) as const;
const opened = (subject: string) => ({ of: events, only: `e.subject_type = '${subject}' AND e.delta > 0` });
const ended = (subject: string) => ({ of: events, only: `e.subject_type = '${subject}' AND e.delta < 0 AND e.reason <> 'cleanup'` });
const cleaned = (subject: string) => ({ of: events, only: `e.subject_type = '${subject}' AND e.delta < 0 AND e.reason = 'cleanup'` });
const start = (subject: string) => ({ of: stockAtStart, only: `s.subject_type = '${subject}'` });
const end = (subject: string) => ({ of: stockAtEnd, only: `s.subject_type = '${subject}'` });
const atStart = '期间开始前一日结束时在册（有效或暂停）的';
const atEnd = '期间最后一日结束时在册（有效或暂停）的';

export const registerMetrics = {
  companies_opened: { ...of('家'), definition: '期间内新核准、进入在册的代理证用户企业。', ...opened('company') },
  certificates_issued: { ...of('张'), definition: '期间内发放、进入在册的代理证，含到期后恢复的；补办换证不计。', ...opened('certificate') },
  apps_opened: { ...of('户'), definition: '期间内新开通的影像系统移动端APP用户。', ...opened('app') },
  terminals_opened: { ...of('家'), definition: '期间内新开通的影像系统固定端。', ...opened('terminal') },
  companies_changed: { ...of('家'), definition: '期间内按申请办理过登记事项、负责人或联系方式变更的企业，一家只计一次。', of: changedCompanies },
  companies_cancelled: { ...of('家'), definition: '期间内注销的企业，事由不是主体清理的（自行申请、处罚取消等）。', ...ended('company') },
  certificates_cancelled: { ...of('张'), definition: '期间内注销或到期的代理证，事由不是主体清理的。', ...ended('certificate') },
  apps_cancelled: { ...of('户'), definition: '期间内注销的移动端APP用户，事由不是主体清理的。', ...ended('app') },
  terminals_closed: { ...of('家'), definition: '期间内关闭的固定端，事由不是主体清理的。', ...ended('terminal') },
  cleanup_companies: { ...of('家'), definition: '期间内因主体资格清理注销的企业。', ...cleaned('company') },
  cleanup_certificates: { ...of('张'), definition: '期间内因主体资格清理注销的代理证。', ...cleaned('certificate') },
  cleanup_apps: { ...of('户'), definition: '期间内因主体资格清理注销的移动端APP用户。', ...cleaned('app') },
  cleanup_terminals: { ...of('家'), definition: '期间内因主体资格清理关闭的固定端。', ...cleaned('terminal') },
  companies_at_start: { ...of('家'), definition: `${atStart}企业，由登记台账累计。`, ...start('company') },
  certificates_at_start: { ...of('张'), definition: `${atStart}代理证，由登记台账累计。`, ...start('certificate') },
  apps_at_start: { ...of('户'), definition: `${atStart}移动端APP用户，由登记台账累计。`, ...start('app') },
  terminals_at_start: { ...of('家'), definition: `${atStart}固定端，由登记台账累计。`, ...start('terminal') },
  companies_on_register: { ...of('家'), definition: `${atEnd}企业，由登记台账累计。`, ...end('company') },
  certificates_on_register: { ...of('张'), definition: `${atEnd}代理证，由登记台账累计。`, ...end('certificate') },
  apps_on_register: { ...of('户'), definition: `${atEnd}移动端APP用户，由登记台账累计。`, ...end('app') },
  terminals_on_register: { ...of('家'), definition: `${atEnd}固定端，由登记台账累计。`, ...end('terminal') },
  markets_with_terminal: { ...of('家'), definition: '期间最后一日结束时有在册固定端的市场。', of: marketsWithTerminal },
} as const satisfies Record<string, Metric>;
