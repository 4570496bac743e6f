export default defineAppConfig({
  pages: ['pages/start/index', 'pages/home/index', 'pages/deals/index', 'pages/certificate/index', 'pages/me/index'],
  subPackages: [
    {
      root: 'domains/identity',
      pages: ['claim/index', 'acceptance/index', 'verification/index', 'consents/index', 'sessions/index'],
    },
    {
      root: 'domains/registry',
      pages: ['company/index', 'person/index', 'requests/index', 'request-form/index', 'request/index'],
    },
    { root: 'domains/notices', pages: ['messages/index'] },
    { root: 'domains/inspections', pages: ['problems/index', 'problem/index', 'retake/index'] },
    {
      root: 'domains/discipline',
      pages: [
        'points/index',
        'violations/index',
        'violation/index',
        'courses/index',
        'course/index',
        'quiz/index',
        'score-card/index',
        'rule-book/index',
      ],
    },
    { root: 'domains/members', pages: ['membership/index'] },
    { root: 'domains/payments', pages: ['payables/index', 'cashier/index', 'orders/index', 'order/index'] },
    { root: 'domains/billing', pages: ['bills/index', 'bill/index', 'line/index', 'fees/index'] },
    {
      root: 'domains/transactions',
      pages: ['deal-form/index', 'checklist/index', 'camera/index', 'detail/index', 'voucher/index'],
    },
  ],
  window: {
    navigationStyle: 'default',
    navigationBarTitleText: '甬车',
    navigationBarBackgroundColor: '#ffffff',
    navigationBarTextStyle: 'black',
    backgroundColor: '#f1f5f5',
  },
  tabBar: {
    color: '#52656e',
    selectedColor: '#0b5c63',
    backgroundColor: '#ffffff',
    borderStyle: 'white',
    list: [
      {
        pagePath: 'pages/home/index',
        text: '首页',
        iconPath: 'assets/tabs/home.png',
        selectedIconPath: 'assets/tabs/home-on.png',
      },
      {
        pagePath: 'pages/deals/index',
        text: '交易',
        iconPath: 'assets/tabs/deals.png',
        selectedIconPath: 'assets/tabs/deals-on.png',
      },
      {
        pagePath: 'pages/certificate/index',
        text: '代理证',
        iconPath: 'assets/tabs/certificate.png',
        selectedIconPath: 'assets/tabs/certificate-on.png',
      },
      {
        pagePath: 'pages/me/index',
        text: '我的',
        iconPath: 'assets/tabs/me.png',
        selectedIconPath: 'assets/tabs/me-on.png',
      },
    ],
  },
  animation: false,
  permission: { 'scope.userLocation': { desc: '证明照片在办理现场拍摄，只用于核对这笔交易' } },
  requiredPrivateInfos: ['getLocation'],
  lazyCodeLoading: 'requiredComponents',
  __usePrivacyCheck__: true,
});
