import { memberPositions, membershipChangeKinds, membershipStates } from '@yongche/contract';
import type { Metric, RecordSet } from './metric';

const shown = {
  from: 'member_standings s',
  key: "CONCAT(s.member_id, ':', s.turn)",
  order: 's.effective_on',
  orderedBy: 'day',
  showing: 'LEFT JOIN members m ON m.id = s.member_id LEFT JOIN resolutions r ON r.id = s.resolution_id',
  columns: [
    { title: '会员号', sql: 'm.number' },
    { title: '会员', sql: 'm.name' },
    { title: '会籍', sql: 's.state', words: membershipStates },
    { title: '职务', sql: 's.position', words: memberPositions },
    { title: '变动', sql: 's.kind', words: membershipChangeKinds },
    { title: '自', sql: 's.effective_on' },
    { title: '决议', sql: 'r.number' },
  ],
  link: "CONCAT('/members/', s.member_id)",
} as const satisfies Partial<RecordSet>;

/** The standing in force at a bound; who is suspended still counts. */
const membersAt = (until: string): RecordSet => ({ ...shown, where: `s.state IN ('active', 'suspended') AND s.turn = (SELECT MAX(t.turn) FROM member_standings t WHERE t.member_id = s.member_id AND t.effective_on ${until})` });
const moves: RecordSet = { ...shown, where: "s.kind IN ('join', 'leave') AND s.effective_on BETWEEN :from AND :to" };

const ofMembers = { group: 'members', kind: 'count', unit: '家' } as const;

export const memberMetrics = {
  members_at_start: { ...ofMembers, definition: '期间开始前一日的会员单位，含暂停会籍的。', of: membersAt('< :from') },
  members_joined: { ...ofMembers, definition: '期间内经会议决议入会的会员单位。', of: moves, only: "s.kind = 'join'" },
  members_left: { ...ofMembers, definition: '期间内经会议决议退会的会员单位。', of: moves, only: "s.kind = 'leave'" },
  members: { ...ofMembers, definition: '期间最后一日的会员单位，含暂停会籍的。', of: membersAt('<= :to') },
} as const satisfies Record<string, Metric>;
