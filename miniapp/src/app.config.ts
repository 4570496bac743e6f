export default defineAppConfig({
  pages: ['pages/start/index', 'pages/home/index', 'pages/deals/index', 'pages/certificate/index', 'pages/me/index'],
  window: { navigationBarTitleText: '甬车' },
  tabBar: { list: [ { pagePath: 'pages/home/index', text: '首页' }, { pagePath: 'pages/deals/index', text: '交易' }, { pagePath: 'pages/certificate/index', text: '代理证' }, { pagePath: 'pages/me/index', text: '我的' } ] },
});
