export default definePageConfig({
  navigationBarTitleText: '拍照',
  navigationBarBackgroundColor: '#0d1416',
  navigationBarTextStyle: 'white',
  backgroundColor: '#0d1416',
  disableScroll: true,
});
