export default definePageConfig({ navigationBarTitleText: '会籍与缴费' });
