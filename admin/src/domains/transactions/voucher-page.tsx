import { useMutation, useQuery } from '@tanstack/react-query';
import { businesses } from '@yongche/contract/vocabulary';
import { App, Button } from 'antd';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { call, download, sentenceOf } from '../../api';
import { LoadFailure } from '../../components/load-failure';
import { secondOf } from '../../components/moments';
import { PageSkeleton } from '../../components/page-skeleton';
import { PlateBadge } from '../../components/plate-badge';
import { saveFile } from '../../components/save-file';
import { useTitle } from '../../components/use-title';
import { VinText } from '../../components/vin-text';
import styles from './voucher-page.module.css';

/** 核对凭证: what the market proves to the office, on one sheet of A4. */
export default function VoucherPage() {
  const { id = '' } = useParams();
  const { message } = App.useApp();
  const voucher = useQuery({
    queryKey: ['transaction', id, 'voucher'],
    queryFn: ({ signal }) => call('GET /transactions/:id/voucher', { params: { id }, signal }),
    staleTime: Infinity,
  });
  const save = useMutation({
    mutationFn: async (serial: string) => {
      const file = await download('GET /transactions/:id/voucher.pdf', { params: { id } });
      saveFile(file, `核对凭证-${serial}.pdf`);
    },
    onError: (error) => message.error(`没有下载成功：${sentenceOf(error)}`),
  });
  useTitle(voucher.data ? `核对凭证 ${voucher.data.serial}` : '核对凭证');
  if (voucher.isPending) return <PageSkeleton />;
  if (!voucher.data) return <LoadFailure error={voucher.error} onRetry={() => void voucher.refetch()} />;
  const { serial, business, plate, vin, marketName, companyName, completedAt, imageCount, imagesDigest, checkUrl, qr } =
    voucher.data;
  return (
    <div className={styles.page}>
      <div className={`${styles.actions} no-print`}>
        <Link to={`/transactions/${id}`}>← 返回交易</Link>
        <Button type="primary" loading={save.isPending} onClick={() => save.mutate(serial)}>
          下载 PDF
        </Button>
        <Button onClick={() => window.print()}>打印</Button>
      </div>
      <article className={styles.sheet} aria-labelledby="voucher-title">
        <header className={styles.head}>
          <p>宁波市二手车流通协会</p>
          <h1 id="voucher-title">二手车交易影像核对凭证</h1>
          <p className={styles.serial}>流水号 {serial}</p>
        </header>
        <dl className={styles.facts}>
          <Fact title="车牌号">
            <PlateBadge plate={plate} size="large" />
          </Fact>
          <Fact title="车辆识别代号">
            <span className={styles.vin}>
              <VinText vin={vin} />
            </span>
          </Fact>
          <Fact title="业务类型">{businesses[business]}</Fact>
          <Fact title="核对市场">{marketName}</Fact>
          <Fact title="代理企业">{companyName}</Fact>
          <Fact title="核对完成时间">{secondOf(completedAt)}</Fact>
          <Fact title="影像数量">{imageCount} 张</Fact>
        </dl>
        <section className={styles.proof}>
          <img src={qr} alt="验证凭证的二维码" width={148} height={148} />
          <div>
            <h2>验证方法</h2>
            <p>扫描左侧二维码，对照网页上的流水号、车牌号和影像指纹；三项一致，凭证为真。</p>
            <a className="no-print" href={checkUrl} target="_blank" rel="noreferrer">
              打开验证网页
            </a>
            <h2>影像指纹（SHA-256）</h2>
            <p className={styles.digest}>
              {imagesDigest.match(/.{1,8}/g)?.map((part, at) => (
                <span key={at}>{part}</span>
              ))}
            </p>
            <p className={styles.small}>由全部影像的指纹按清单顺序计算；任何一张影像改动，指纹都会不同。</p>
          </div>
        </section>
        <footer className={styles.foot}>本凭证证明上述交易的影像已由市场柜台对照原件核对，不证明车辆状况和价格。</footer>
      </article>
    </div>
  );
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </>
  );
}
