/** 会议. */
export const meetingKinds = { chairs: '会长例会', general: '会员大会' } as const;
export const meetingStates = { planned: '筹备中', held: '已召开', cancelled: '已取消' } as const;

/** 议题: what the system puts before a meeting by itself, and 其他 by hand. */
export const agendaKinds = {
  cancellation: '取消资格',
  cancellation_appeal: '取消资格的申诉',
  repeat_offender: '屡教不改',
  rule_book: '管理细则与扣分标准',
  membership: '入会、退会与会籍变动',
  dues_scheme: '会费标准',
  dues_refusal: '拒不缴纳会费',
  tariff: '服务费收费标准',
  other: '其他事项',
} as const;

/** 议题状态. */
export const agendaStates = { waiting: '待上会', listed: '已列入议程', decided: '已决议', withdrawn: '已撤回' } as const;

/** 决议结果. */
export const resolutionOutcomes = { adopted: '通过', rejected: '不通过', adjourned: '暂缓' } as const;

/** 决议状态: recorded by one person, confirmed by the president, and carried out with that. */
export const resolutionStates = { recorded: '待会长确认', confirmed: '已确认并执行' } as const;

/** 表决方式. */
export const ballots = { open: '举手表决', secret: '无记名投票' } as const;
