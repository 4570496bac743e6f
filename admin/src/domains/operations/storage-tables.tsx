import { storageClasses } from '@yongche/contract/vocabulary';
import { Pair } from '../../components/cells';
import { countOf } from '../../components/counts';
import { DataTable, type Column } from '../../components/data-table';
import { Notice } from '../../components/notice';
import { ToneTag } from '../../components/tone-tag';
import { bytesOf } from './monitoring-wording';
import { lifecycleOf } from './storage-wording';
import type { StorageSpace } from './storage';
import styles from './storage.module.css';

type StorageClass = StorageSpace['classes'][number];
type PictureType = StorageSpace['pictures'][number];

/** What lies there, for how long, and after which time cheaper. */
export function StorageClasses({ classes, usedBytes }: { classes: StorageClass[]; usedBytes: number }) {
  const columns: Column<StorageClass>[] = [
    { title: '内容', cell: (one) => storageClasses[one.class] },
    { title: '文件', align: 'right', cell: ({ objects }) => countOf(objects) },
    { title: '占用', align: 'right', cell: ({ bytes }) => bytesOf(bytes) },
    { title: '占比', align: 'right', cell: ({ bytes }) => (usedBytes === 0 ? '—' : `${((bytes / usedBytes) * 100).toFixed(1)}%`) },
    {
      title: '留存',
      cell: ({ keptYears, keptSentence }) => (
        <span className={styles.wraps}>
          {keptYears !== null && <b>{keptYears}年　</b>}
          {keptSentence}
        </span>
      ),
    },
    { title: '生命周期', cell: (one) => <span className={styles.wraps}>{lifecycleOf(one)}</span> },
  ];
  return (
    <section className={`card ${styles.section}`}>
      <h2>
        内容与留存 <small>“低频”和“归档”是更便宜的存放，读取时慢一些</small>
      </h2>
      <div className={styles.table}>
        <DataTable caption="存储的内容" columns={columns} rows={classes} keyOf={(one) => one.class} />
      </div>
    </section>
  );
}

const pictureColumns: Column<PictureType>[] = [
  { title: '照片', cell: ({ name }) => name },
  { title: '近30天', align: 'right', cell: ({ pictures }) => `${countOf(pictures)} 张` },
  { title: '平均', align: 'right', cell: ({ meanBytes }) => bytesOf(meanBytes) },
  { title: '95%不超过', align: 'right', cell: ({ p95Bytes, budgetBytes }) => <span className={p95Bytes > budgetBytes ? styles.over : ''}>{bytesOf(p95Bytes)}</span> },
  { title: '预算', align: 'right', cell: ({ budgetBytes }) => bytesOf(budgetBytes) },
  {
    title: '超出预算',
    cell: ({ overBudget, pictures }) =>
      overBudget === 0 ? (
        <ToneTag tone="good">没有</ToneTag>
      ) : (
        <Pair>
          <span>
            <ToneTag tone="warn">{countOf(overBudget)} 张</ToneTag>
          </span>
          <span>占{((overBudget / pictures) * 100).toFixed(1)}%</span>
        </Pair>
      ),
  },
];

/** 照片预算: what each type of picture may weigh, and what it does. */
export function StoragePictures({ pictures }: { pictures: PictureType[] }) {
  return (
    <section className={`card ${styles.section}`}>
      <h2>
        照片大小与预算 <small>超出预算的照片照样保存；一类照片经常超出时，请技术单位检查拍照端的压缩</small>
      </h2>
      {pictures.length === 0 ? (
        <Notice title="近30天没有新照片">有新的交易以后显示在这里。</Notice>
      ) : (
        <div className={styles.table}>
          <DataTable caption="近30天各类照片的大小与预算" columns={pictureColumns} rows={pictures} keyOf={({ slot }) => slot} />
        </div>
      )}
    </section>
  );
}
