import Taro from '@tarojs/taro';

/** Sizes and lasting copies of files, on the hosts that have a file system. */
const files = () => Taro.getFileSystemManager();
const lasting = (name: string) => `${Taro.env.USER_DATA_PATH}/${name}.jpg`;

/** Copies a temporary file to the user's folder, where it outlives the app. @returns its path */
export function keepPicture(picture: string, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    files().saveFile({
      tempFilePath: picture,
      filePath: lasting(name),
      success: ({ savedFilePath }) => resolve(String(savedFilePath ?? lasting(name))),
      fail: () => reject(new Error('手机存储空间不足，照片没有保存，请清理后重拍。')),
    });
  });
}

/** Removes a kept file; one that is gone already is fine. */
export function dropPicture(picture: string): Promise<void> {
  return new Promise((resolve) => {
    files().unlink({ filePath: picture, success: () => resolve(), fail: () => resolve() });
  });
}

export function sizeOf(picture: string): Promise<number> {
  return new Promise((resolve, reject) => {
    files().getFileInfo({
      filePath: picture,
      success: ({ size }) => resolve(size),
      fail: () => reject(new Error('手机里的照片已不在，请重拍。')),
    });
  });
}
