import type { QueryKey } from '@tanstack/react-query';
import { receiptKinds, receiptStates } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { yuanOf } from '../../components/money';
import { ReasonDialog } from '../../components/reason-dialog';
import { useAct } from '../../components/use-act';
import { FileSection, SectionBody } from '../registry/file-page';
import type { Receipt } from './payment';
import styles from './payments.module.css';
import { useMay } from './rights';

interface ReceiptLinesProps {
  receipts: Receipt[];
  /** What is read anew once a receipt is void. */
  renews: QueryKey[];
}

/** 票据 that were issued for a due or bill; one that is void stays, crossed out, with its reason. */
export function ReceiptLines({ receipts, renews }: ReceiptLinesProps) {
  const may = useMay();
  const [voided, setVoided] = useState<Receipt>();
  return (
    <FileSection title="票据" count={receipts.length} empty={receipts.length === 0 && '还没有登记票据。'}>
      <SectionBody>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">号码</th>
              <th scope="col">票据</th>
              <th scope="col">开具日期</th>
              <th scope="col">金额</th>
              <th scope="col">状态</th>
            </tr>
          </thead>
          <tbody>
            {receipts.map((receipt) => (
              <tr key={receipt.id} data-void={receipt.state === 'void'}>
                <th scope="row">{receipt.number}</th>
                <td>{receiptKinds[receipt.kind]}</td>
                <td>{receipt.issuedOn}</td>
                <td>{yuanOf(receipt.fen)}</td>
                <td>
                  {receipt.state === 'void' ? (
                    `${receiptStates.void}${receipt.voidReason ? `：${receipt.voidReason}` : ''}`
                  ) : may('POST /receipts/:id/voiding') ? (
                    <Button size="small" danger onClick={() => setVoided(receipt)}>
                      作废…
                    </Button>
                  ) : (
                    receiptStates.issued
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </SectionBody>
      {voided && <VoidingDialog receipt={voided} renews={renews} onClose={() => setVoided(undefined)} />}
    </FileSection>
  );
}

function VoidingDialog({ receipt: { id, kind, number }, renews, onClose }: { receipt: Receipt; renews: QueryKey[]; onClose: () => void }) {
  const annul = useAct({
    about: id,
    send: (body: { reason: string }, idempotencyKey) => call('POST /receipts/:id/voiding', { params: { id }, body, idempotencyKey }),
    renews,
    done: `${receiptKinds[kind]} ${number} 已作废。`,
    onDone: onClose,
  });
  return (
    <ReasonDialog
      title={`作废或红冲　${number}`}
      okText="确认作废"
      label="原因"
      hint="留在记录中，并记入审计日志"
      usualReasons={['开具有误', '退款', '换开']}
      sending={annul}
      failed="没有作废"
      onSend={(reason) => annul.mutate({ reason })}
      onClose={onClose}
    >
      <AlertLine tone="warn">先在开票系统中作废或红冲，再在这里登记。作废后可以按新的号码重新登记。</AlertLine>
    </ReasonDialog>
  );
}
