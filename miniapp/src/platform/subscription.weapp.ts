import Taro from '@tarojs/taro';

/** WeChat can remind outside of the app, once for each time that the person agrees. */
export const asksSubscription = () => true;

/** Asks for one message of this template; only a tap may call it. @returns whether the person agreed: refusing, or having refused for good, is fine */
export async function askSubscription(templateId: string): Promise<boolean> {
  try {
    // Taro's type asks for Alipay's name of the list as well, which WeChat does not know.
    const answer = await Taro.requestSubscribeMessage({ tmplIds: [templateId] } as Taro.requestSubscribeMessage.Option);
    return (answer as Record<string, unknown>)[templateId] === 'accept';
  } catch {
    return false;
  }
}
