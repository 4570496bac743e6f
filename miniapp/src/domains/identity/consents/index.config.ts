export default definePageConfig({ navigationBarTitleText: '授权与告知' });
