import PrinterOutlined from '@ant-design/icons/PrinterOutlined';
import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useEffect } from 'react';
import { useHref } from 'react-router';
import { download, sentenceOf } from '../../api';
import { openFile } from '../../components/open-file';
import { PlateBadge } from '../../components/plate-badge';
import type { CounterDeal } from './counter-deal';
import { standOf } from './deal-words';
import styles from './idle-desk.module.css';

/** How a deal ended that lies on the desk no more: its serial for the papers, and what is printed. */
export function FinishedCard({ deal, onReopen }: { deal: CounterDeal; onReopen: () => void }) {
  const { message } = App.useApp();
  const voucher = useHref(`/transactions/${deal.id}/voucher`);
  const isDone = deal.stage === 'completed';
  const { mutate, isPending } = useMutation({
    mutationFn: () => download('GET /transactions/:id/check-sheet.pdf', { params: { id: deal.id } }),
    onSuccess: (file) => openFile(file, `核对单-${deal.serial}.pdf`),
    onError: (error) => message.error(`没有打开核对单：${sentenceOf(error)}`),
  });
  useEffect(() => {
    if (!isDone) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'p' || event.shiftKey || event.altKey) return;
      event.preventDefault();
      if (!event.repeat) mutate();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [isDone, mutate]);
  return (
    <section className={styles.finished} data-stage={deal.stage} role="status">
      <p className={styles.plate}>
        <PlateBadge plate={deal.input.plate} size="large" />
        <b>{isDone ? '✓ 已完成' : standOf(deal, null).word}</b>
      </p>
      {deal.serial && isDone && (
        <p className={styles.serial} aria-label={`流水号 ${deal.serial}`}>
          <span>流水号</span>
          {(/^(\d{8})(\d{4})(\d{2})(\d{4})$/.exec(deal.serial)?.slice(1) ?? [deal.serial]).map((part, at) => (
            <i key={at}>{part}</i>
          ))}
        </p>
      )}
      {isDone && (
        <p className={styles.acts}>
          <Button size="large" icon={<PrinterOutlined />} loading={isPending} onClick={() => mutate()}>
            打印核对单<kbd>Ctrl P</kbd>
          </Button>
          <Button size="large" href={voucher} target="_blank">
            核对凭证
          </Button>
        </p>
      )}
      {deal.stage === 'closing' && (
        <p>{deal.intent === 'cancel' ? '取消正在送往服务器，不用等待。' : '照片自动上传，预检通过后自动完成，不用等待，可以办下一笔。'}</p>
      )}
      {deal.stage === 'cancelled' && <p>这笔交易已取消，照片不再使用。</p>}
      {deal.matters.map(({ sentence }) => (
        <p key={sentence} className={styles.matter}>
          {sentence}
        </p>
      ))}
      {(deal.stage === 'attention' || (deal.stage === 'closing' && deal.intent === 'complete')) && (
        <p className={styles.acts}>
          <Button type={deal.stage === 'attention' ? 'primary' : 'default'} onClick={onReopen}>
            {deal.stage === 'attention' ? '去处理' : '重新打开'}
            <kbd>E</kbd>
          </Button>
        </p>
      )}
    </section>
  );
}
