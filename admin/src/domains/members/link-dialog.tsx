import { Modal } from 'antd';
import { useState } from 'react';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { useAct } from '../../components/use-act';
import { problemOf } from '../identity/sentence';
import { CompanyPicker } from '../registry/subject-pickers';
import { type MemberFile, membersKey } from './member';
import styles from './members.module.css';

interface LinkDialogProps {
  member: Pick<MemberFile, 'id' | 'name' | 'company'>;
  onClose: () => void;
}

/** 关联企业: whose manager sees the membership and pays in the mini-program; left empty, nobody does. */
export function LinkDialog({ member, onClose }: LinkDialogProps) {
  const [companyId, setCompanyId] = useState(member.company?.id ?? '');
  const link = useAct({
    about: member.id,
    send: (body: { companyId: string | null }) => call('PUT /members/:id/company', { params: { id: member.id }, body }),
    renews: [[membersKey]],
    done: companyId ? '企业已关联。' : '已取消关联。',
    onDone: onClose,
  });
  const isSame = companyId === (member.company?.id ?? '');
  return (
    <Modal
      open
      title={`关联企业　${member.name}`}
      okText={companyId || isSame ? '关联' : '取消关联'}
      cancelText="不改了"
      okButtonProps={{ disabled: isSame, danger: companyId === '' }}
      confirmLoading={link.isPending}
      onOk={() => link.mutate({ companyId: companyId || null })}
      onCancel={onClose}
    >
      <div className={styles.form}>
        <CompanyPicker value={companyId} problem={problemOf(link.error, 'companyId')} onChange={setCompanyId} />
        <AlertLine tone="info">关联后，这家企业的负责人在小程序中看到会籍、会费和所办市场的账单，并可以缴费。</AlertLine>
        {link.isError && <AlertLine tone="bad">没有办成：{sentenceOf(link.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
