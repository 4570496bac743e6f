export default definePageConfig({ navigationBarTitleText: '拍照清单' });
