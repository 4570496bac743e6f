/** 会员职务: decides the tier of the due; every position lies in exactly one tier. */
export const memberPositions = { president_unit: '会长单位', vice_president_unit: '副会长单位', council_unit: '理事单位', ordinary_unit: '会员单位' } as const;

/** 会籍状态 on a day. */
export const membershipStates = { active: '在会', suspended: '暂停会籍', left: '已退会' } as const;

/** 会籍变动: each by a resolution. */
export const membershipChangeKinds = { join: '入会', leave: '退会', suspend: '暂停会籍', resume: '恢复会籍', change_position: '职务调整' } as const;

/** 会籍变动的办理. */
export const membershipChangeStates = { proposed: '待会议决定', carried_out: '已执行', rejected: '会议未通过', withdrawn: '已撤回' } as const;

/** 会费标准状态. */
export const duesSchemeStates = { draft: '草稿', adopted: '已通过', withdrawn: '已撤回' } as const;

/** 应收会费状态; what is paid of it is read from the ledger. */
export const dueStates = { open: '应缴', cancelled: '已撤销' } as const;

/** 缴费情况 of whatever is to be paid, by the ledger's lines and today's date. */
export const paymentStandings = { nothing: '无需缴费', unpaid: '未缴', partly: '部分缴纳', overdue: '逾期', paid: '已缴清', cancelled: '已撤销' } as const;

/** 催缴方式: the first two by the system, the others noted by the secretariat. */
export const contactWays = { inbox: '站内信', subscription: '订阅消息', phone: '电话', visit: '上门', letter: '书面函' } as const;

/** 催缴结果. */
export const contactOutcomes = { sent: '已发出', not_subscribed: '对方没有订阅', not_configured: '没有开通订阅消息', nobody: '没有可接收的账号', noted: '已记录' } as const;
