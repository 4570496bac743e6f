import AccountBookOutlined from '@ant-design/icons/AccountBookOutlined';
import ApartmentOutlined from '@ant-design/icons/ApartmentOutlined';
import AreaChartOutlined from '@ant-design/icons/AreaChartOutlined';
import AuditOutlined from '@ant-design/icons/AuditOutlined';
import BookOutlined from '@ant-design/icons/BookOutlined';
import BarChartOutlined from '@ant-design/icons/BarChartOutlined';
import CameraOutlined from '@ant-design/icons/CameraOutlined';
import CarOutlined from '@ant-design/icons/CarOutlined';
import ClearOutlined from '@ant-design/icons/ClearOutlined';
import CloudServerOutlined from '@ant-design/icons/CloudServerOutlined';
import ControlOutlined from '@ant-design/icons/ControlOutlined';
import DeploymentUnitOutlined from '@ant-design/icons/DeploymentUnitOutlined';
import DesktopOutlined from '@ant-design/icons/DesktopOutlined';
import DatabaseOutlined from '@ant-design/icons/DatabaseOutlined';
import DashboardOutlined from '@ant-design/icons/DashboardOutlined';
import ExceptionOutlined from '@ant-design/icons/ExceptionOutlined';
import FileDoneOutlined from '@ant-design/icons/FileDoneOutlined';
import FileProtectOutlined from '@ant-design/icons/FileProtectOutlined';
import FileTextOutlined from '@ant-design/icons/FileTextOutlined';
import FileSearchOutlined from '@ant-design/icons/FileSearchOutlined';
import FundProjectionScreenOutlined from '@ant-design/icons/FundProjectionScreenOutlined';
import FundOutlined from '@ant-design/icons/FundOutlined';
import HddOutlined from '@ant-design/icons/HddOutlined';
import HeartOutlined from '@ant-design/icons/HeartOutlined';
import IdcardOutlined from '@ant-design/icons/IdcardOutlined';
import LineChartOutlined from '@ant-design/icons/LineChartOutlined';
import NumberOutlined from '@ant-design/icons/NumberOutlined';
import MoneyCollectOutlined from '@ant-design/icons/MoneyCollectOutlined';
import NotificationOutlined from '@ant-design/icons/NotificationOutlined';
import PayCircleOutlined from '@ant-design/icons/PayCircleOutlined';
import PercentageOutlined from '@ant-design/icons/PercentageOutlined';
import PieChartOutlined from '@ant-design/icons/PieChartOutlined';
import QrcodeOutlined from '@ant-design/icons/QrcodeOutlined';
import ProfileOutlined from '@ant-design/icons/ProfileOutlined';
import ReadOutlined from '@ant-design/icons/ReadOutlined';
import ReconciliationOutlined from '@ant-design/icons/ReconciliationOutlined';
import SafetyCertificateOutlined from '@ant-design/icons/SafetyCertificateOutlined';
import SafetyOutlined from '@ant-design/icons/SafetyOutlined';
import ScheduleOutlined from '@ant-design/icons/ScheduleOutlined';
import SaveOutlined from '@ant-design/icons/SaveOutlined';
import ShopOutlined from '@ant-design/icons/ShopOutlined';
import SolutionOutlined from '@ant-design/icons/SolutionOutlined';
import StopOutlined from '@ant-design/icons/StopOutlined';
import TagsOutlined from '@ant-design/icons/TagsOutlined';
import TeamOutlined from '@ant-design/icons/TeamOutlined';
import TrophyOutlined from '@ant-design/icons/TrophyOutlined';
import UnorderedListOutlined from '@ant-design/icons/UnorderedListOutlined';
import WalletOutlined from '@ant-design/icons/WalletOutlined';
import WarningOutlined from '@ant-design/icons/WarningOutlined';
import type { ReactNode } from 'react';
import type { Staff } from './session';

type Role = Staff['role'];

/** The parts of a long menu, by what the work is about. */
export const menuGroups = { deals: '交易与核查', register: '登记', discipline: '违规与会议', money: '会费与服务费', rules: '规则与统计', system: '安全与日志' } as const;

/** One entry of the menu and who sees it; the order is that of the menu. */
interface Entry {
  path: string;
  label: string;
  icon: ReactNode;
  group: keyof typeof menuGroups;
  roles: readonly Role[];
  /** Roles whose work of the day this is: it stands first in their menu. */
  firstFor?: readonly Role[];
}

/** The menu of every role. The server decides by itself what a role may; this only spares the others useless pages. */
const navigation: readonly Entry[] = [
  { path: '/queue', label: '待核对', icon: <UnorderedListOutlined />, group: 'deals', roles: ['operator'] },
  { path: '/capture', label: '采集台', icon: <CameraOutlined />, group: 'deals', roles: ['operator'] },
  { path: '/inspection', label: '核查台', icon: <FileSearchOutlined />, group: 'deals', roles: ['inspector'], firstFor: ['inspector'] },
  {
    path: '/transactions',
    label: '交易查询',
    icon: <CarOutlined />,
    group: 'deals',
    roles: ['operator', 'market_manager', 'inspector', 'clerk', 'finance', 'president'],
  },
  {
    path: '/dashboard',
    label: '看板',
    icon: <FundProjectionScreenOutlined />,
    group: 'deals',
    roles: ['president', 'policy_adviser', 'clerk', 'auditor', 'market_manager', 'operator'],
    firstFor: ['president', 'policy_adviser'],
  },
  { path: '/market-figures', label: '本市场统计', icon: <AreaChartOutlined />, group: 'deals', roles: ['operator', 'market_manager'] },
  { path: '/market-backups', label: '自愿备份', icon: <SaveOutlined />, group: 'deals', roles: ['market_manager'] },
  { path: '/problems', label: '问题单', icon: <ExceptionOutlined />, group: 'deals', roles: ['inspector', 'clerk', 'president', 'market_manager', 'operator'] },
  { path: '/counter-verification', label: '柜台实人核验', icon: <IdcardOutlined />, group: 'deals', roles: ['operator'] },
  {
    path: '/check-certificate',
    label: '代理证查验',
    icon: <QrcodeOutlined />,
    group: 'deals',
    roles: ['operator', 'market_manager', 'clerk', 'inspector'],
  },
  {
    path: '/register/requests',
    label: '登记业务待办',
    icon: <AuditOutlined />,
    group: 'register',
    roles: ['clerk', 'market_manager', 'inspector', 'president'],
    firstFor: ['clerk'],
  },
  {
    path: '/register/companies',
    label: '企业名册',
    icon: <ShopOutlined />,
    group: 'register',
    roles: ['clerk', 'inspector', 'finance', 'president'],
  },
  {
    path: '/register/certificates',
    label: '代理证名册',
    icon: <SolutionOutlined />,
    group: 'register',
    roles: ['clerk', 'inspector', 'finance', 'president'],
  },
  {
    path: '/register/terminals',
    label: '固定端',
    icon: <DesktopOutlined />,
    group: 'register',
    roles: ['clerk', 'market_manager', 'inspector', 'finance', 'president'],
  },
  {
    path: '/register/ledger',
    label: '登记台账',
    icon: <BookOutlined />,
    group: 'register',
    roles: ['clerk', 'inspector', 'finance', 'president', 'auditor', 'policy_adviser'],
  },
  {
    path: '/register/cleanup',
    label: '主体资格清理',
    icon: <ClearOutlined />,
    group: 'register',
    roles: ['clerk', 'president', 'inspector'],
  },
  { path: '/violations', label: '违规处理', icon: <WarningOutlined />, group: 'discipline', roles: ['inspector', 'clerk', 'president', 'market_manager', 'operator'] },
  { path: '/standings/market', label: '本市场扣分', icon: <DashboardOutlined />, group: 'discipline', roles: ['market_manager'] },
  { path: '/standings/mine', label: '我的扣分', icon: <DashboardOutlined />, group: 'discipline', roles: ['operator'] },
  { path: '/measures', label: '措施', icon: <StopOutlined />, group: 'discipline', roles: ['inspector', 'clerk', 'president', 'market_manager'] },
  { path: '/score-cards', label: '评分卡', icon: <TrophyOutlined />, group: 'discipline', roles: ['inspector', 'clerk', 'president', 'market_manager'] },
  {
    path: '/discipline-figures',
    label: '处理情况',
    icon: <PieChartOutlined />,
    group: 'discipline',
    roles: ['inspector', 'clerk', 'president', 'auditor', 'policy_adviser'],
  },
  {
    path: '/rule-books',
    label: '管理细则',
    icon: <ReadOutlined />,
    group: 'discipline',
    roles: ['inspector', 'clerk', 'president', 'auditor', 'policy_adviser', 'market_manager', 'operator'],
  },
  { path: '/meetings', label: '会议', icon: <ScheduleOutlined />, group: 'discipline', roles: ['clerk', 'president', 'inspector', 'auditor'], firstFor: ['president'] },
  { path: '/finance', label: '财务台', icon: <MoneyCollectOutlined />, group: 'money', roles: ['finance', 'president', 'auditor'], firstFor: ['finance'] },
  { path: '/members', label: '会员名册', icon: <ApartmentOutlined />, group: 'money', roles: ['clerk', 'finance', 'president', 'auditor', 'policy_adviser'] },
  { path: '/dues', label: '会费', icon: <WalletOutlined />, group: 'money', roles: ['clerk', 'finance', 'president', 'auditor'] },
  { path: '/bills', label: '服务费账单', icon: <AccountBookOutlined />, group: 'money', roles: ['finance', 'clerk', 'president', 'auditor'] },
  { path: '/my-bills', label: '本市场账单', icon: <AccountBookOutlined />, group: 'money', roles: ['market_manager'] },
  { path: '/meter', label: '计量', icon: <FundOutlined />, group: 'money', roles: ['finance', 'clerk', 'president', 'auditor'] },
  { path: '/payments', label: '支付与退款', icon: <PayCircleOutlined />, group: 'money', roles: ['finance', 'clerk', 'president', 'auditor'] },
  { path: '/reconciliation', label: '对账', icon: <ReconciliationOutlined />, group: 'money', roles: ['finance', 'president', 'auditor'] },
  { path: '/ledger', label: '总账', icon: <ProfileOutlined />, group: 'money', roles: ['finance', 'president', 'auditor'] },
  { path: '/ledger/expenses', label: '费用申请', icon: <ProfileOutlined />, group: 'money', roles: ['clerk'] },
  { path: '/ledger/sources-and-uses', label: '专户收支', icon: <ProfileOutlined />, group: 'money', roles: ['policy_adviser'] },
  { path: '/tariffs', label: '收费标准', icon: <TagsOutlined />, group: 'money', roles: ['finance', 'clerk', 'president', 'auditor'] },
  { path: '/service-contracts', label: '服务合同', icon: <FileDoneOutlined />, group: 'money', roles: ['finance', 'clerk', 'president', 'auditor'] },
  {
    path: '/inspection/figures',
    label: '核查统计',
    icon: <LineChartOutlined />,
    group: 'rules',
    roles: ['inspector', 'president', 'auditor', 'clerk', 'policy_adviser'],
  },
  { path: '/statistics', label: '车管数据', icon: <DatabaseOutlined />, group: 'rules', roles: ['clerk', 'president', 'auditor', 'policy_adviser'] },
  { path: '/bulletins', label: '月度通报', icon: <NotificationOutlined />, group: 'rules', roles: ['clerk', 'president', 'auditor'] },
  { path: '/bulletin-destinations', label: '通报发送去处', icon: <NotificationOutlined />, group: 'rules', roles: ['technician'] },
  { path: '/metrics', label: '指标', icon: <NumberOutlined />, group: 'rules', roles: ['clerk', 'finance', 'president', 'auditor', 'policy_adviser'] },
  { path: '/annual-reports', label: '年度报告', icon: <FileTextOutlined />, group: 'rules', roles: ['clerk', 'finance', 'president', 'auditor'] },
  { path: '/inspection/plans', label: '抽样计划', icon: <PercentageOutlined />, group: 'rules', roles: ['inspector', 'president', 'auditor'] },
  {
    path: '/checks/figures',
    label: '预检统计',
    icon: <BarChartOutlined />,
    group: 'rules',
    roles: ['market_manager', 'inspector', 'technician', 'president', 'auditor', 'policy_adviser'],
  },
  {
    path: '/checks/packs',
    label: '规则包',
    icon: <ControlOutlined />,
    group: 'rules',
    roles: ['inspector', 'technician', 'president', 'auditor', 'policy_adviser'],
  },
  {
    path: '/staff',
    label: '员工账号',
    icon: <TeamOutlined />,
    group: 'system',
    roles: ['technician', 'security_officer', 'auditor', 'market_manager'],
    firstFor: ['technician', 'security_officer'],
  },
  {
    path: '/privacy',
    label: '个人信息',
    icon: <SafetyOutlined />,
    group: 'system',
    roles: ['clerk', 'inspector', 'security_officer', 'auditor'],
  },
  { path: '/status', label: '运行状态', icon: <HeartOutlined />, group: 'system', roles: ['technician', 'clerk', 'finance', 'president', 'auditor'], firstFor: ['technician'] },
  { path: '/backups', label: '备份与演练', icon: <CloudServerOutlined />, group: 'system', roles: ['technician', 'clerk', 'president', 'auditor'], firstFor: ['technician'] },
  { path: '/storage', label: '存储空间', icon: <HddOutlined />, group: 'system', roles: ['technician', 'clerk', 'president', 'auditor'], firstFor: ['technician'] },
  { path: '/page-releases', label: '版本与灰度', icon: <DeploymentUnitOutlined />, group: 'system', roles: ['technician', 'clerk', 'president', 'market_manager'], firstFor: ['technician'] },
  {
    path: '/evidence',
    label: '存证日志',
    icon: <SafetyCertificateOutlined />,
    group: 'system',
    roles: ['clerk', 'inspector', 'president', 'technician', 'security_officer', 'auditor'],
    firstFor: ['technician'],
  },
  {
    path: '/audit',
    label: '审计日志',
    icon: <FileProtectOutlined />,
    group: 'system',
    roles: ['auditor', 'security_officer', 'technician'],
    firstFor: ['auditor', 'technician'],
  },
];

/** Who may open a page, by its path in the menu. */
export const rolesOf = (path: string): readonly Role[] => navigation.find((entry) => entry.path === path)?.roles ?? [];

/** The menu of one role: the work of its day, then the rest. */
export function menuOf({ role }: Pick<Staff, 'role'>): Entry[] {
  const entries = navigation.filter(({ roles }) => roles.includes(role));
  const isFirst = ({ firstFor }: Entry) => firstFor?.includes(role) ?? false;
  return [...entries.filter(isFirst), ...entries.filter((entry) => !isFirst(entry))];
}

/** The page on which a role begins its day. */
export const homeOf = (staff: Pick<Staff, 'role'>): string => menuOf(staff)[0]?.path ?? '/account';
