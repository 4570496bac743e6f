/** 证照种类: what a picture can show, as the reading tells it. */
export const documentKinds = {
  id_front: '身份证人像面',
  id_back: '身份证国徽面',
  business_licence: '营业执照',
  authority_letter: '委托书',
  registration_certificate: '机动车登记证书第1–2页',
  registration_transfers: '登记证书转移登记栏',
  vehicle_licence: '行驶证主页',
  vehicle_licence_annex: '行驶证副页',
  plate: '车辆与号牌',
  vin_plate: '车架号实拍',
  odometer: '里程表',
  used_car_invoice: '二手车销售统一发票',
  other: '其他',
} as const;

/** 读取栏位: what is read from a document, written normalised (days as 2026-01-31, money in yuan as 128000.00, plates without the dot). */
export const documentFields = {
  name: '姓名',
  idNumber: '公民身份号码',
  address: '住址',
  issuedBy: '签发机关',
  validFrom: '有效期起',
  /** `long` where it is valid for ever (长期). */
  validUntil: '有效期止',
  unitName: '单位名称',
  creditCode: '统一社会信用代码',
  legalRepresentative: '法定代表人',
  principal: '委托人',
  principalNumber: '委托人证件号',
  delegate: '受托人',
  delegateIdNumber: '受托人身份证号',
  /** `yes` where a round red seal was found. */
  seal: '公章',
  issuedOn: '日期',
  owner: '所有人',
  ownerNumber: '所有人证件号',
  certificateNumber: '登记证书编号',
  plate: '车牌号',
  vin: '车架号',
  engineNumber: '发动机号',
  model: '厂牌型号',
  vehicleType: '车辆类型',
  useNature: '使用性质',
  energy: '燃料种类',
  registeredOn: '注册日期',
  inspectionValidUntil: '检验有效期至',
  /** `yes` where a mortgage was recorded last, `no` where it was lifted last. */
  mortgage: '抵押登记',
  kilometres: '里程（公里）',
  invoiceCode: '发票代码',
  invoiceNumber: '发票号码',
  buyerName: '买方名称',
  buyerNumber: '买方代码',
  sellerName: '卖方名称',
  sellerNumber: '卖方代码',
  destinationOffice: '转入地车辆管理所',
  totalInWords: '车价合计（大写）',
  totalInFigures: '车价合计（小写）',
  marketName: '二手车市场',
  /** `reverse` for 反向开票 (special element 52), otherwise `normal`. */
  direction: '开票方向',
} as const;

/** 影像检测: what is measured on a picture without reading it; each gives a score from 0 (fine) to 1. */
export const detectors = {
  blur: '模糊',
  dark: '过暗',
  overexposed: '过亮',
  glare: '反光',
  cut_off: '缺边',
  recapture: '翻拍屏幕',
  photocopy: '复印件',
  screenshot: '截屏',
  edited: '修改、再编码',
  duplicate: '与其他交易的照片相同',
} as const;

/** 预检规则 (domain.md 2.4). */
export const ruleCodes = {
  'T-01': '必拍影像齐全',
  'T-02': '影像质量',
  'T-03': '翻拍、复印、修改',
  'T-04': '车架号一致',
  'T-05': '车牌号一致',
  'T-06': '所有人与卖方一致',
  'T-07': '买方一致',
  'T-08': '代理证有效且为本人',
  'T-09': '单位委托书',
  'T-10': '证件在有效期内',
  'T-11': '自然人年度出售次数',
  'T-12': '抵押',
  'T-13': '临近报废',
  'T-14': '短期内多次交易',
  'T-15': '影像重复使用',
  'T-16': '采集地点与时间',
  'T-17': '采集设备',
  'T-18': '车价',
  'T-19': '开票方向与转入地',
  'T-20': '代理双方',
  'T-21': '里程倒退',
  'T-22': '号牌与能源',
  'T-23': '检验有效期',
  'T-24': '告知同意',
} as const;

/** 规则后果: what an inconsistency costs. */
export const severities = { block: '拦截', flag: '标记', warn: '提醒', shadow: '影子' } as const;

/** 比对结论 (domain.md 2.4, three states). */
export const verdicts = { consistent: '一致', inconsistent: '不一致', uncertain: '不能确定' } as const;

/** 规则包状态. */
export const rulePackStates = { draft: '草稿', shadow: '影子运行', adopted: '已通过', withdrawn: '已撤回' } as const;

/** 读取进度 of one picture. */
export const readingStates = { waiting: '排队中', running: '读取中', done: '已读取', failed: '未能读取' } as const;

/** Where a value that a rule compares comes from. */
export const valueSources = { read: '机器读取', typed: '代理人填写', entered: '交易信息' } as const;

/** 拍摄方式, as the mini-program says; one signal among several. */
export const captureMethods = { in_app_camera: '小程序相机', system_camera: '系统相机', album: '相册', document_camera: '高拍仪', scanner: '扫描仪', unknown: '未知' } as const;

/** 存证验证发现的问题. */
export const evidenceFindings = {
  picture_changed: '照片被改动',
  picture_missing: '照片缺失',
  picture_swapped: '照片被调换',
  leaf_changed: '存证记录被改动',
  leaf_missing: '存证记录缺失',
  tree_changed: '日志的哈希树被改动',
  log_truncated: '存证日志被截断',
  checkpoint_broken: '检查点与日志不符',
} as const;
