export default definePageConfig({ navigationBarTitleText: '收费公示' });
