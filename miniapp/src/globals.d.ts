/// <reference types="@tarojs/taro" />
/// <reference types="@mini-types/alipay" />
/// <reference types="miniprogram-api-typings" />

/** Where the API is (config/index.ts). */
declare const API_URL: string;
declare const APP_VERSION: string;

declare module '*.css';
declare module '*.png' {
  const url: string;
  export default url;
}
