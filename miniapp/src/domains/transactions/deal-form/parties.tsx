import { Text, View } from '@tarojs/components';
import { attendances, partyKinds, sides } from '@yongche/contract/vocabulary';
import { ActionButton } from '@/components/action-button';
import { ChoiceField, TextField } from '@/components/fields';
import { Card } from '@/components/screen';
import { idNumberHint } from '@/domains/identity/id-number-text';
import { creditCodeHint } from '@/domains/registry/credit-code-text';
import { spoken } from '@/platform';
import { emptyParty, type PartyDraft, type Problems } from '../deal-draft';
import './parties.css';

interface Props {
  side: PartyDraft['side'];
  /** Both sides in the order in which the server counts them. */
  parties: PartyDraft[];
  problems: Problems;
  onChange(parties: PartyDraft[]): void;
}

const most = 8;
const kinds = Object.entries(partyKinds) as [PartyDraft['kind'], string][];
const attends = Object.entries(attendances) as [PartyDraft['attendance'], string][];

/** The sellers or the buyers: one, or several who own together. */
export function Parties({ side, parties, problems, onChange }: Props) {
  const own = parties.flatMap((party, at) => (party.side === side ? [{ party, at }] : []));
  const title = sides[side];
  return (
    <>
      {own.map(({ party, at }, nth) => (
        <Card
          key={party.key}
          title={own.length > 1 ? `${title}${nth + 1}` : title}
          aside={
            own.length > 1 && (
              <View
                className="party-remove"
                {...spoken({ role: 'button', label: `删除${title}${nth + 1}` })}
                onClick={() => onChange(parties.filter((other) => other !== party))}
              >
                <Text>删除</Text>
              </View>
            )
          }
        >
          <PartyFields
            party={party}
            who={own.length > 1 ? `${title}${nth + 1}` : title}
            problem={(name) => problems[`parties.${at}.${name}`]}
            onChange={(fields) => onChange(parties.map((other) => (other === party ? { ...party, ...fields } : other)))}
          />
        </Card>
      ))}
      {parties.length < most && (
        <View className="party-add">
          <ActionButton
            text={`再加一位${title}（共有）`}
            kind="quiet"
            onTap={() => onChange([...parties, emptyParty(side)])}
          />
        </View>
      )}
    </>
  );
}

interface FieldsProps {
  party: PartyDraft;
  /** 卖方 or 买方2: makes each label tell whose it is. */
  who: string;
  problem(name: keyof PartyDraft): string | undefined;
  onChange(fields: Partial<PartyDraft>): void;
}

function PartyFields({ party, who, problem, onChange }: FieldsProps) {
  const unit = party.kind === 'unit';
  return (
    <>
      <ChoiceField
        label={`${who}是`}
        options={kinds}
        value={party.kind}
        onChange={(kind) => onChange({ kind })}
        error={problem('kind')}
      />
      <TextField
        label={unit ? `${who}单位名称` : `${who}姓名`}
        value={party.name}
        placeholder={unit ? '与营业执照一致' : '与身份证一致'}
        error={problem('name')}
        onChange={(name) => onChange({ name })}
      />
      {unit ? (
        <>
          <TextField
            label={`${who}统一社会信用代码`}
            value={party.creditCode}
            placeholder="18位，见营业执照"
            maxLength={20}
            error={problem('creditCode')}
            hint={creditCodeHint(party.creditCode)}
            onChange={(text) => onChange({ creditCode: text.toUpperCase() })}
          />
          <TextField
            label={`${who}经办人姓名`}
            value={party.delegateName}
            error={problem('delegateName')}
            onChange={(delegateName) => onChange({ delegateName })}
          />
          <TextField
            label={`${who}经办人身份证号`}
            value={party.delegateIdNumber}
            placeholder="18位"
            keyboard="idcard"
            maxLength={20}
            error={problem('delegateIdNumber')}
            hint={idNumberHint(party.delegateIdNumber)}
            onChange={(text) => onChange({ delegateIdNumber: text.toUpperCase() })}
          />
        </>
      ) : (
        <TextField
          label={`${who}身份证号`}
          value={party.idNumber}
          placeholder="18位"
          keyboard="idcard"
          maxLength={20}
          error={problem('idNumber')}
          hint={idNumberHint(party.idNumber)}
          onChange={(text) => onChange({ idNumber: text.toUpperCase() })}
        />
      )}
      <ChoiceField
        label={`${who}由谁到场`}
        options={
          unit ? attends.map(([value, text]) => [value, value === 'present' ? '经办人到场' : text] as const) : attends
        }
        value={party.attendance}
        onChange={(attendance) => onChange({ attendance })}
        error={problem('attendance')}
      />
    </>
  );
}
