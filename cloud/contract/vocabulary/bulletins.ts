/** 月度通报: drafted by the clerk, approved by a second person, then sent. */
export const bulletinStates = { draft: '待复核', approved: '可发送', sent: '已发送', withdrawn: '已撤回' } as const;

/** 发送方式 (providers.md 5). Into an ordinary WeChat group only a person can send. */
export const bulletinWays = {
  wechat_group: '微信群（人工转发）',
  wecom_webhook: '企业微信群机器人',
  wecom_group_task: '企业微信客户群群发',
  dingtalk: '钉钉群机器人',
  subscription: '微信订阅消息',
  inbox: '站内信',
} as const;

/** What became of one sending. `handed_over`: text and picture are with a person who sends them. `unknown`: the provider did not answer, so nobody knows; a person looks in the group. */
export const bulletinSendingStates = { waiting: '等待发送', handed_over: '待人工转发', sent: '已发送', failed: '发送失败', unknown: '结果未知' } as const;
