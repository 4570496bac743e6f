import { useState } from 'react';
import { View } from '@tarojs/components';
import { ApiError, call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { Note } from '@/components/notes';
import { Card } from '@/components/screen';
import { momentText } from '@/dates';
import { confirm } from '@/platform';
import { useAction } from '@/use-action';

/** 申请删除个人信息: what follows and when it is refused, before it is asked for. */
export function ErasureCard() {
  const [askedAt, setAskedAt] = useState<string>();
  const [tooEarly, setTooEarly] = useState<string>();
  const asking = useAction((reason) => {
    if (reason instanceof ApiError && reason.code === 'privacy.erasure_too_early') setTooEarly(whyTooEarly(reason.details));
  });

  async function ask() {
    const sure = await confirm({
      title: '申请删除个人信息？',
      text: '协会批准后，您的姓名、证号、手机号和影像将无法再读取，不能恢复。',
      yes: '提出申请',
    });
    if (!sure) return;
    setTooEarly(undefined);
    await asking.run(async () => setAskedAt((await call('POST /account/erasure', {})).requestedAt));
  }

  return (
    <Card title="申请删除个人信息">
      <View className="paragraph">
        由协会安全管理员审核。批准后销毁您的个人密钥：姓名、身份证号、手机号和含有您的影像不能再读取，登录同时退出，不能恢复；已完成交易的核对凭证仍可查验真伪。
      </View>
      <View className="paragraph">
        持有代理证、绑定小程序、担任企业负责人时，须先办理注销；代理证注销和交易完成后三年的保存期内，法规要求保存，不能删除。
      </View>
      {asking.error && <Note kind="wrong">{tooEarly ?? asking.error}</Note>}
      {askedAt ? (
        <Note kind="good">{`已于${momentText(askedAt)}提出，协会十五日内答复，结果会发到“消息”。`}</Note>
      ) : (
        <ActionButton text="申请删除" kind="danger" busy={asking.busy} onTap={() => void ask()} />
      )}
    </Card>
  );
}

/** What the server says of this person, more exactly than the code does. */
function whyTooEarly(details: unknown): string | undefined {
  const { sentence } = (details ?? {}) as { sentence?: string };
  return sentence;
}
