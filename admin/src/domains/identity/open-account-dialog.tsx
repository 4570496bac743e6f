import { useMutation } from '@tanstack/react-query';
import { staffRoles } from '@yongche/contract/vocabulary';
import { Input, Modal } from 'antd';
import { useState } from 'react';
import { ApiError, call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { useStaff } from '../../session';
import { PositionFields } from './position-fields';
import { problemOf } from './sentence';
import { isOfMarket, type Position, type ShownPassword, type StaffRole } from './staff-acts';
import styles from './staff-page.module.css';

interface OpenAccountDialogProps {
  onOpened: (password: ShownPassword) => void;
  onCancel: () => void;
}

/** 开立账号: by the technician for anybody, by a market manager for operators of the own market. */
export function OpenAccountDialog({ onOpened, onCancel }: OpenAccountDialogProps) {
  const opener = useStaff();
  const isManager = opener.role === 'market_manager';
  const [username, setUsername] = useState('');
  const [name, setName] = useState('');
  const [position, setPosition] = useState<Partial<Position>>(isManager ? { role: 'operator', marketId: opener.market?.id } : {});
  const [isChecked, setChecked] = useState(false);
  const open = useMutation({
    mutationFn: (role: StaffRole) => call('POST /staff', { body: { username: username.trim(), name: name.trim(), ...position, role } }),
    onSuccess: ({ staff, temporaryPassword }) => onOpened({ name: staff.name, username: staff.username, ...temporaryPassword }),
  });
  const problems = {
    name: name.trim() === '' ? '请填写姓名' : undefined,
    username: username.trim() === '' ? '请填写用户名' : undefined,
    role: position.role ? undefined : '请选择岗位',
    marketId: isOfMarket(position.role) && !position.marketId ? '请选择所在市场' : undefined,
    endsOn: position.role === 'policy_adviser' && !position.endsOn ? '政策指导员须填写到期日' : undefined,
  };
  const shown = (field: keyof typeof problems) => (isChecked ? problems[field] : undefined) ?? problemOf(open.error, field);
  const submit = () => {
    setChecked(true);
    if (position.role && Object.values(problems).every((problem) => problem === undefined)) open.mutate(position.role);
  };
  const hasFieldErrors = open.error instanceof ApiError && open.error.fields.length > 0;
  return (
    <Modal open title="开立员工账号" okText="开立" confirmLoading={open.isPending} onOk={submit} onCancel={onCancel}>
      <form className={styles.dialog} onSubmit={(event) => event.preventDefault()}>
        <p className={styles.lead}>账号经安全管理员确认后才能使用，开立和确认必须由两个人分别办理。</p>
        {open.isError && !hasFieldErrors && <AlertLine tone="bad">{sentenceOf(open.error)}</AlertLine>}
        <Field label="姓名" error={shown('name')}>
          <Input autoFocus maxLength={50} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label="用户名" error={shown('username')} hint="登录用，以字母开头的小写字母或数字，例如 zhang.san；以后不能改">
          <Input
            maxLength={30}
            spellCheck={false}
            autoComplete="off"
            value={username}
            onChange={(event) => {
              setUsername(event.target.value.toLowerCase());
              open.reset();
            }}
          />
        </Field>
        <PositionFields
          position={position}
          roles={isManager ? ['operator'] : (Object.keys(staffRoles) as StaffRole[])}
          onlyMarketId={isManager ? opener.market?.id : undefined}
          problems={{ role: shown('role'), marketId: shown('marketId'), endsOn: shown('endsOn') }}
          onChange={setPosition}
        />
      </form>
    </Modal>
  );
}
