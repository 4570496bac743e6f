import Taro from '@tarojs/taro';

/** A short sentence that goes away by itself. */
export function say(sentence: string): void {
  void Taro.showToast({ title: sentence, icon: 'none', duration: 2500 });
}

/** Asks before something that cannot be taken back; true where the user agrees. */
export async function confirm(question: { title: string; text: string; yes: string; no?: string }): Promise<boolean> {
  const { confirm: agreed } = await Taro.showModal({
    title: question.title,
    content: question.text,
    confirmText: question.yes,
    cancelText: question.no ?? '再想想',
    confirmColor: '#0b5c63',
  });
  return agreed;
}

/** A light tap, felt when the shutter goes; phones without it stay still. */
export function tapBack(): void {
  Taro.vibrateShort({ type: 'light' }).catch(() => undefined);
}

/** Puts a text on the clipboard. */
export async function copyText(text: string): Promise<void> {
  await Taro.setClipboardData({ data: text });
}
