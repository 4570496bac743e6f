export default definePageConfig({ navigationBarTitleText: '服务费账单' });
