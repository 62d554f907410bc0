// The same library, bound to Node.
export * from "@tensorflow/tfjs";
