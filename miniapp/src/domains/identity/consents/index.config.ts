export default definePageConfig({ navigationBarTitleText: '我的信息与授权' });
