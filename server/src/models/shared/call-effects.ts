/**
 * Calls that we cannot see but know to leave their arguments alone: printing, logging, plotting, progress bars, saving.
 * By the dotted name as it is imported; a package stands for all that it has.
 */
export const harmlessPackages: ReadonlySet<string> = new Set([
  "logging",
  "warnings",
  "matplotlib",
  "seaborn",
  "tqdm",
  "wandb",
  "tensorboard",
  "tensorboardX",
  "torchinfo",
  "torchsummary",
  "mlflow",
  "sklearn",
  "pandas",
  "PIL",
  "cv2",
  "json",
  "pickle",
  "csv",
  "os",
  "sys",
  "time",
  "datetime",
  "random",
  "pathlib",
  "shutil",
  "rich",
  "loguru",
]);

export function isHarmless(dottedName: string): boolean {
  return harmlessPackages.has(dottedName.split(".")[0] ?? "");
}
