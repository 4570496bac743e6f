import { ChoiceField, TextField } from '@/components/fields';
import { Card } from '@/components/screen';
import { idNumberHint } from '@/domains/identity/id-number-text';
import { creditCodeHint } from '../credit-code-text';
import type { Problems, RequestDraft } from '../request-draft';

interface Props {
  draft: RequestDraft;
  problems: Problems;
  onChange(fields: Partial<RequestDraft>): void;
}

const terms = [
  ['until', '有期限'],
  ['endless', '长期'],
] as const;

/** The company as its business licence writes it. */
export function CompanyFields({ draft, problems, onChange }: Props) {
  return (
    <Card title="营业执照上的信息">
      <TextField
        label="企业名称"
        value={draft.name}
        placeholder="与营业执照一致"
        error={problems.name}
        onChange={(name) => onChange({ name })}
      />
      <TextField
        label="统一社会信用代码"
        value={draft.creditCode}
        placeholder="18位，见营业执照"
        maxLength={20}
        error={problems.creditCode}
        hint={creditCodeHint(draft.creditCode)}
        onChange={(text) => onChange({ creditCode: text.toUpperCase() })}
      />
      <TextField
        label="住所"
        value={draft.address}
        placeholder="与营业执照一致"
        maxLength={200}
        error={problems.address}
        onChange={(address) => onChange({ address })}
      />
      <ChoiceField
        label="营业期限"
        options={terms}
        value={draft.term}
        onChange={(term) => onChange({ term })}
        error={problems.licence}
      />
      {draft.term === 'until' && (
        <TextField
          label="营业期限至"
          value={draft.until}
          placeholder="8位数字，例如 20361231"
          keyboard="number"
          maxLength={8}
          error={problems.until}
          onChange={(until) => onChange({ until })}
        />
      )}
    </Card>
  );
}

interface PersonProps extends Props {
  title: string;
  phoneOnly: boolean;
}

/** The person who is invited or takes over, or only the number under which they can be reached. */
export function PersonFields({ title, phoneOnly, draft, problems, onChange }: PersonProps) {
  return (
    <Card title={title}>
      {!phoneOnly && (
        <>
          <TextField
            label="姓名"
            value={draft.personName}
            placeholder="与身份证一致"
            maxLength={50}
            error={problems.personName}
            onChange={(personName) => onChange({ personName })}
          />
          <TextField
            label="身份证号"
            value={draft.idNumber}
            placeholder="18位"
            keyboard="idcard"
            maxLength={20}
            error={problems.idNumber}
            hint={idNumberHint(draft.idNumber)}
            onChange={(text) => onChange({ idNumber: text.toUpperCase() })}
          />
        </>
      )}
      <TextField
        label={phoneOnly ? '新手机号' : '手机号'}
        value={draft.phone}
        placeholder="11位"
        keyboard="number"
        maxLength={11}
        error={problems.phone}
        onChange={(phone) => onChange({ phone })}
      />
    </Card>
  );
}
