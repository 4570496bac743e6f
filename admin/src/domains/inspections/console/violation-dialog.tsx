import { useQuery } from '@tanstack/react-query';
import { Modal, Select } from 'antd';
import { sentenceOf } from '../../../api';
import { AlertLine } from '../../../components/alert-line';
import { Notice } from '../../../components/notice';
import { PageSkeleton } from '../../../components/page-skeleton';
import { codesInForceQuery } from '../queries';
import type { CaseMark } from './case-marks';
import { codeTitle } from './console-keys';

interface ViolationDialogProps {
  mark: CaseMark;
  /** Null is the usual one of the return code again. */
  onChoose: (violation: string | null) => void;
  onClose: () => void;
}

/** The violation that a mark is, where it is not the usual one of its return code. */
export function ViolationDialog({ mark, onChoose, onClose }: ViolationDialogProps) {
  const book = useQuery(codesInForceQuery);
  const usual = book.data?.byReturnCode[mark.code] ?? null;
  const options = book.data?.codes.map(({ code, name }) => ({ value: code, label: `${code} ${name}${code === usual ? '（通常）' : ''}` }));
  return (
    <Modal open title={`${codeTitle(mark.code)}：违规代码`} width={460} footer={null} onCancel={onClose} transitionName="" maskTransitionName="">
      {book.isPending && <PageSkeleton rows={2} />}
      {book.isError && <AlertLine tone="bad">没有取到扣分标准：{sentenceOf(book.error)}</AlertLine>}
      {book.data === null && <Notice title="还没有生效的扣分标准">问题照常送出，不附违规代码。</Notice>}
      {options && (
        <Select
          autoFocus
          defaultOpen
          showSearch={{ optionFilterProp: 'label' }}
          style={{ width: '100%' }}
          listHeight={320}
          aria-label="违规代码"
          placeholder="输入代码或名称，Enter 选定"
          value={mark.violation ?? usual}
          options={options}
          onChange={(code: string) => onChoose(code === usual ? null : code)}
        />
      )}
    </Modal>
  );
}
