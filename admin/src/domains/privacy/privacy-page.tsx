import { useTitle } from '../../components/use-title';
import { useStaff } from '../../session';
import { mayLookUp, mayReadErasures } from './erasure';
import { ErasureList } from './erasure-list';
import { PersonLookup } from './person-lookup';
import styles from './privacy-page.module.css';

/** 个人信息: find one person, show single fields with a reason, and delete whom the law lets go. */
export default function PrivacyPage() {
  useTitle('个人信息');
  const { role } = useStaff();
  return (
    <div className={`page ${styles.page}`}>
      <h1>个人信息</h1>
      {mayLookUp(role) && <PersonLookup />}
      {mayReadErasures(role) && <ErasureList />}
    </div>
  );
}
