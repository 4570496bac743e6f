export default definePageConfig({ navigationBarTitleText: '学习减分' });
