import { Text, View } from '@tarojs/components';
import { hosts } from '@yongche/contract/vocabulary';
export default function Page() {
  return <View><Text>{hosts.wechat}</Text></View>;
}
