export default definePageConfig({ navigationBarTitleText: '管理细则' });
