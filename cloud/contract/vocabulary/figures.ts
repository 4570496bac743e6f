/** 指标: every published figure, by one definition each (domain.md 6.3); what it counts stands in the metric dictionary of the server. */
export const metrics = {
  office_vehicle_stock: '汽车保有量',
  office_vehicle_stock_growth: '汽车保有量同比',
  office_trades: '二手汽车交易（车管）',
  office_trades_growth: '二手汽车交易同比',
  office_city_transfers: '市内转移登记',
  office_city_transfers_growth: '市内转移登记同比',
  office_moved_out: '转出',
  office_moved_out_growth: '转出同比',
  uploaded: '上传数',
  completed: '完成数',
  completed_mobile: '移动端完成数',
  completed_fixed: '固定端完成数',
  mobile_rate: '移动使用率',
  not_completed: '未完成数',
  completed_vehicles: '完成车辆数',
  companies_opened: '新核准企业',
  certificates_issued: '发放代理证',
  apps_opened: '新开通APP',
  terminals_opened: '新开通固定端',
  companies_changed: '办理变更',
  companies_cancelled: '注销企业',
  certificates_cancelled: '注销代理证',
  apps_cancelled: '注销APP',
  terminals_closed: '关闭固定端',
  cleanup_companies: '清理注销企业',
  cleanup_certificates: '清理注销代理证',
  cleanup_apps: '清理注销APP',
  cleanup_terminals: '清理关闭固定端',
  companies_at_start: '期初在册企业',
  certificates_at_start: '期初在册代理证',
  apps_at_start: '期初APP用户',
  terminals_at_start: '期初固定端',
  companies_on_register: '在册企业',
  certificates_on_register: '在册代理证',
  apps_on_register: 'APP用户',
  terminals_on_register: '固定端',
  markets_with_terminal: '固定端注册市场',
  fee_member_price: '服务费会员价',
  fee_non_member_price: '服务费非会员价',
  fee_from: '服务费开征月份',
  fee_vehicles: '计费车辆',
  fee_vehicles_member: '会员市场计费车辆',
  fee_vehicles_non_member: '非会员市场计费车辆',
  fees_received: '收到服务费',
  fees_received_from: '服务费首次到账月份',
  fees_received_to: '服务费最近到账月份',
  inspectors: '核查员',
  inspectors_from: '核查员到岗月份',
  inspections_from: '核查首日',
  inspection_eligible: '被抽查日完成数',
  inspected: '核查数',
  inspected_rate: '抽查率',
  year_coverage: '年覆盖率',
  problems: '问题数',
  problem_rate: '问题率',
  dues_receivable: '应收会费',
  dues_received: '实收会费',
  dues_members: '应缴会员',
  dues_paid_members: '已缴会员',
  dues_unpaid_members: '未缴会员',
  dues_rate_by_amount: '缴费率（金额）',
  dues_rate_by_members: '缴费率（户数）',
  members_at_start: '期初会员',
  members_joined: '新增会员',
  members_left: '退会会员',
  members: '会员',
  rule_book_chapters: '管理细则章数',
  rule_book_articles: '管理细则条数',
  rule_book_published: '管理细则公布月份',
  rule_book_from: '管理细则施行日',
  office_difference: '影像完成数与车管之差',
  office_difference_rate: '与车管之差占比',
} as const;

/** 指标分组, in the order of the yearly report. */
export const metricGroups = { office: '车管数据', deals: '影像核对', register: '代理证与登记', fees: '服务费', inspections: '核查', dues: '会费', members: '会员', rules: '管理细则' } as const;

/** What a metric's number is: a count, fen, hundredths of a percent, or instead of a number a month or a day. */
export const metricKinds = { count: '数量', fen: '金额', percent: '比率', month: '月份', day: '日期' } as const;

/** 年度报告: computed anew as often as one likes; one version of a year is made final by the president. */
export const annualReportStates = { draft: '送审稿', final: '定稿' } as const;

/** 年度期限 (社会团体登记管理条例 art. 26–28, law.md R-F6). */
export const deadlines = { annual_work_report: '向登记管理机关报送上年度工作报告', annual_check: '接受年度检查' } as const;
export const deadlineStates = { open: '未到期', near: '即将到期', overdue: '已逾期', done: '已完成' } as const;

/** 与车管数据核对: which side has what the other lacks. */
export const unmatchedSides = { ours: '影像已完成、车管无登记', office: '车管已登记、影像无记录' } as const;

/** Why one side may lack it (domain.md 1.3-c). */
export const unmatchedCauses = {
  again: '同一辆车已有另一笔交易对应登记',
  other_month: '登记在期限以外的月份',
  no_registration: '没有找到登记',
  no_deal: '没有找到交易',
  other_plate: '车架号相同、号牌不同',
} as const;

/** Grade of a market or figure at a glance: 绿, 黄, 红; grey where nothing is known. */
export const lights = { green: '正常', yellow: '注意', red: '异常', grey: '无数据' } as const;
