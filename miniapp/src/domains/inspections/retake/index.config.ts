export default definePageConfig({
  navigationBarTitleText: '重拍',
  navigationBarBackgroundColor: '#0d1416',
  navigationBarTextStyle: 'white',
  backgroundColor: '#0d1416',
  disableScroll: true,
});
