/** 存量, as it stood at the end of the period, or 流量, what happened within it. */
export const statisticKinds = { stock: '存量（期末数）', flow: '流量（当期数）' } as const;

/** 车管数据导入: nothing is published until a clerk accepts it. */
export const statisticImportStates = { waiting: '待处理', accepted: '已发布', discarded: '已放弃' } as const;

/** Where a waiting import stands: columns or names that nobody knows yet, or everything read and checked. */
export const statisticImportSteps = { mapping: '对应栏目', checking: '校验与差异' } as const;

/** What a column of the vehicle office's file is. Of those up to `growth` an item or a dimension must be named. */
export const columnMeanings = {
  item: '项目数值',
  base: '项目的上年同期数',
  growth: '项目的同比',
  dimension: '分组名称',
  item_name: '项目名称栏',
  dimension_name: '分组方式栏',
  member: '分组值栏',
  value: '数值栏',
  base_value: '上年同期栏',
  growth_value: '同比栏',
  unit: '单位栏',
  ignore: '不读这一栏',
} as const;

/** 校验: what the consistency checker looks at. */
export const statisticFindingKinds = {
  period: '期间',
  duplicate: '重复',
  negative: '负数',
  unit: '单位',
  parts: '分项合计',
  missing: '缺项',
  base: '上年同期',
  stated_growth: '同比核对',
  growth_range: '增幅区间',
  jump: '异常波动',
  over_time: '跨期核对',
} as const;

/** 阻止: cannot be published as it is. 提示: a person looks at it and decides. */
export const statisticSeverities = { block: '阻止', warn: '提示' } as const;
