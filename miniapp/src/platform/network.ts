import Taro from '@tarojs/taro';

/** Calls when the phone gets a connection. */
export function onConnected(listener: () => void): void {
  Taro.onNetworkStatusChange(({ isConnected }) => {
    if (isConnected) listener();
  });
}
