export default definePageConfig({ navigationBarTitleText: '甬车' });
