import { useEffect, useState } from 'react';
import Taro, { useRouter } from '@tarojs/taro';
import { businesses } from '@yongche/contract/vocabulary';
import { ApiError, call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { ChoiceField, SwitchField, TextField } from '@/components/fields';
import { Loading, Note } from '@/components/notes';
import { Card, Screen } from '@/components/screen';
import { back, replaceBy, routes } from '@/routes';
import { useAction } from '@/use-action';
import {
  type DealDraft,
  emptyDraft,
  emptyParty,
  forgetDraft,
  inputOf,
  type PartyDraft,
  type Problems,
  problemsAtEnd,
  problemsWhileTyping,
  recallDraft,
  rememberDraft,
  vinHint,
} from '../deal-draft';
import { MarketField } from './market-field';
import { Parties } from './parties';

/** 新建交易, or with `id` 修改信息. A new deal's form is kept on the phone with each letter. */
export default function DealForm() {
  const { id } = useRouter().params;
  const [kept] = useState(() => (id ? undefined : recallDraft()));
  const [draft, setDraft] = useState<DealDraft | undefined>(id ? undefined : (kept ?? emptyDraft()));
  const [problems, setProblems] = useState<Problems>({});
  const [offered, setOffered] = useState(kept !== undefined);
  const saving = useAction((reason) => {
    if (reason instanceof ApiError)
      setProblems(Object.fromEntries(reason.fields.map(({ field, message }) => [field, message])));
  });
  const loading = useAction();
  const { run: load } = loading;

  useEffect(() => {
    if (!id) return;
    void load(async () => setDraft(await draftOf(id)));
  }, [id, load]);

  if (!draft) {
    return (
      <Screen>
        {loading.error ? <Note kind="wrong">{loading.error}</Note> : <Loading />}
        {loading.error && (
          <ActionButton
            text="再试一次"
            kind="plain"
            onTap={() => id && void load(async () => setDraft(await draftOf(id)))}
          />
        )}
      </Screen>
    );
  }

  const shown = { ...problems, ...problemsWhileTyping(draft) };
  function change(fields: Partial<DealDraft>) {
    const next = { ...draft!, ...fields };
    setDraft(next);
    setProblems({});
    setOffered(false);
    if (!id) rememberDraft(next);
  }
  function changeParties(parties: PartyDraft[]) {
    change({ parties });
  }

  async function save(filled: DealDraft) {
    const missing = problemsAtEnd(filled);
    if (Object.keys(missing).length > 0) {
      setProblems(missing);
      void Taro.pageScrollTo({ selector: '.field--wrong', offsetTop: -80, duration: 200 }).catch(() => undefined);
      return;
    }
    await saving.run(async () => {
      const body = inputOf(filled);
      if (id) {
        await call('PUT /transactions/:id', { params: { id }, body });
        back();
        return;
      }
      const created = await call('POST /transactions', { body });
      forgetDraft();
      replaceBy(routes.checklist, { id: created.id });
    });
  }
  const wrong = Object.keys(problems).length;

  return (
    <Screen
      footer={
        <>
          {saving.error && <Note kind="wrong">{saving.error}</Note>}
          {!saving.error && wrong > 0 && <Note kind="wrong">{`还有${wrong}处需要填写或更正，已用红字标出。`}</Note>}
          <ActionButton text={id ? '保存修改' : '下一步：拍照清单'} busy={saving.busy} onTap={() => void save(draft)} />
        </>
      }
    >
      {offered && <Note>已恢复上次没有填完的内容。</Note>}
      {id && <Note>为保护个人信息，姓名和号码需要重新填写。</Note>}
      <Card title="业务与市场">
        <ChoiceField
          label="业务类型"
          options={entries(businesses)}
          value={draft.business}
          onChange={(business) => change({ business })}
          error={shown.business}
        />
        <MarketField value={draft.market} onChange={(market) => change({ market })} error={shown.marketId} />
      </Card>
      <Card title="车辆">
        <TextField
          label="车架号"
          value={draft.vin}
          placeholder="17位字母和数字"
          maxLength={20}
          error={shown.vin}
          hint={vinHint(draft.vin)}
          onChange={(vin) => change({ vin: vin.toUpperCase() })}
        />
        <TextField
          label="车牌号"
          value={draft.plate}
          placeholder="例如 浙B12345"
          maxLength={10}
          error={shown.plate}
          onChange={(plate) => change({ plate: plate.toUpperCase() })}
        />
        <SwitchField
          label="车辆正在抵押"
          hint="打开后需要加拍抵押权人同意书"
          value={draft.mortgaged}
          onChange={(mortgaged) => change({ mortgaged })}
        />
      </Card>
      <Parties side="seller" parties={draft.parties} problems={shown} onChange={changeParties} />
      <Parties side="buyer" parties={draft.parties} problems={shown} onChange={changeParties} />
    </Screen>
  );
}

const entries = <T extends string>(list: Record<T, string>) => Object.entries(list) as [T, string][];

/** A deal as a form again; what the server only shows masked must be typed anew. */
async function draftOf(id: string): Promise<DealDraft> {
  const deal = await call('GET /transactions/:id', { params: { id } });
  const { business, vin, plate, mortgaged } = deal;
  return {
    business,
    vin,
    plate,
    mortgaged,
    market: { id: deal.marketId, name: deal.marketName },
    parties: deal.parties.map(({ side, kind, name, attendance, number }) => ({
      ...emptyParty(side),
      kind,
      attendance,
      ...(kind === 'unit' ? { name, creditCode: number } : {}),
    })),
  };
}
