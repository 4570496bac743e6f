/** The only folder that knows the hosts: each file has one form per platform (`x.weapp`, `x.alipay`, `x.h5`) and one interface. */
export { spoken } from './a11y';
export { CameraView, captureMethod } from './camera';
export { deviceName } from './device';
export { handOverFace, openFace, opensFace } from './face';
export { confirm, copyText, say, tapBack } from './feedback';
export { accountScope, host, loginCode, prepareHost } from './host';
export { onConnected } from './network';
export { takePaper } from './papers';
export { openPay } from './pay';
export { compressPicture, dropPicture, keepPicture } from './pictures';
export { positionNow } from './position';
export { mayUseCamera } from './privacy';
export { send } from './request';
export { askSubscription, asksSubscription } from './subscription';
export type { CameraHandle, CompressLimits, PayReturn, Position } from './types';
export { uploadForm } from './upload';
