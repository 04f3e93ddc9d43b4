using System.Diagnostics.CodeAnalysis;
using Crossbar.Compiler.Onnx.Graph;
using Crossbar.Runtime.Layers;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>Every operator of the standard domain that can be imported, with the code that does it.</summary>
internal static class OperatorTable
{
    private static readonly SortedDictionary<string, OperatorDefinition> Table = new(StringComparer.Ordinal)
    {
        ["Abs"] = Unary(UnaryFunction.Absolute),
        ["Add"] = Binary(BinaryFunction.Add),
        ["And"] = Computes(BinaryOperator.ImportLogical(BinaryFunction.And)),
        ["ArgMax"] = Computes(ArgExtremeOperator.Import(ReduceFunction.ArgMax, ReduceFunction.ArgMaxLast)),
        ["ArgMin"] = Computes(ArgExtremeOperator.Import(ReduceFunction.ArgMin, ReduceFunction.ArgMinLast)),
        ["AveragePool"] = Computes(AveragePoolOperator.Import),
        ["BatchNormalization"] = Computes(BatchNormalizationOperator.Import),
        ["Cast"] = Computes(CastOperator.Import),
        ["Ceil"] = Unary(UnaryFunction.Ceiling),
        ["Celu"] = Unary(UnaryFunction.Celu, since: 12, alpha: 1),
        ["Clip"] = Computes(ClipOperator.Import),
        ["Concat"] = Moves(ConcatOperator.Import),
        ["Constant"] = Computes(ConstantOperator.Import),
        ["ConstantOfShape"] = Computes(ConstantOfShapeOperator.Import, since: 9),
        ["Conv"] = Computes(ConvOperator.Import),
        ["ConvTranspose"] = Computes(ConvTransposeOperator.Import),
        ["Cos"] = Unary(UnaryFunction.Cosine),
        ["DepthToSpace"] = Moves(DepthToSpaceOperator.Import),
        ["DequantizeLinear"] = Computes(DequantizeLinearOperator.Import, since: 10),
        ["Div"] = Binary(BinaryFunction.Divide),
        ["Dropout"] = Moves(DropoutOperator.Import),
        ["Elu"] = Unary(UnaryFunction.Elu, alpha: 1),
        ["Equal"] = Computes(BinaryOperator.ImportLogical(BinaryFunction.Equal)),
        ["Erf"] = Unary(UnaryFunction.Erf, since: 9),
        ["Exp"] = Unary(UnaryFunction.Exponential),
        ["Expand"] = Moves(ExpandOperator.Import, since: 8),
        ["Flatten"] = Moves(FlattenOperator.Import),
        ["Floor"] = Unary(UnaryFunction.Floor),
        ["Gather"] = Moves(GatherOperator.Import),
        ["Gelu"] = Computes(GeluOperator.Import, since: 20),
        ["Gemm"] = Computes(GemmOperator.Import),
        ["GlobalAveragePool"] = Computes(GlobalPoolOperator.Import(isMean: true)),
        ["GlobalMaxPool"] = Computes(GlobalPoolOperator.Import(isMean: false)),
        ["Greater"] = Computes(BinaryOperator.ImportLogical(BinaryFunction.Less, swap: true)),
        ["GreaterOrEqual"] = Computes(BinaryOperator.ImportLogical(BinaryFunction.LessOrEqual, swap: true), since: 12),
        ["GroupNormalization"] = Computes(GroupNormalizationOperator.Import, since: 18),
        ["HardSigmoid"] = Unary(UnaryFunction.HardSigmoid, alpha: 0.2f, beta: 0.5f),
        ["HardSwish"] = Unary(UnaryFunction.HardSwish, since: 14),
        ["Identity"] = Moves(node => node.Return(node.Value(0))),
        ["InstanceNormalization"] = Computes(InstanceNormalizationOperator.Import),
        ["LRN"] = Computes(LrnOperator.Import),
        ["LayerNormalization"] = Computes(LayerNormalizationOperator.Import, since: 17),
        ["LeakyRelu"] = Unary(UnaryFunction.LeakyRelu, alpha: 0.01f),
        ["Less"] = Computes(BinaryOperator.ImportLogical(BinaryFunction.Less)),
        ["LessOrEqual"] = Computes(BinaryOperator.ImportLogical(BinaryFunction.LessOrEqual), since: 12),
        ["Log"] = Unary(UnaryFunction.Logarithm),
        ["LogSoftmax"] = Computes(SoftmaxOperator.ImportLogarithm),
        ["MatMul"] = Computes(MatMulOperator.Import),
        ["Max"] = Computes(VariadicOperator.Import(BinaryFunction.Maximum)),
        ["MaxPool"] = Computes(MaxPoolOperator.Import),
        ["Mean"] = Computes(VariadicOperator.ImportMean),
        ["MeanVarianceNormalization"] = Computes(MeanVarianceNormalizationOperator.Import, since: 9),
        ["Min"] = Computes(VariadicOperator.Import(BinaryFunction.Minimum)),
        ["Mish"] = Unary(UnaryFunction.Mish, since: 18),
        ["Mod"] = Computes(BinaryOperator.ImportModulo, since: 10),
        ["Mul"] = Binary(BinaryFunction.Multiply),
        ["Neg"] = Unary(UnaryFunction.Negative),
        ["Not"] = Unary(UnaryFunction.Not),
        ["Or"] = Computes(BinaryOperator.ImportLogical(BinaryFunction.Or)),
        ["PRelu"] = Computes(PReluOperator.Import),
        ["Pad"] = Moves(PadOperator.Import),
        ["Pow"] = Binary(BinaryFunction.Power),
        ["QuantizeLinear"] = Computes(QuantizeLinearOperator.Import, since: 10),
        ["Range"] = Computes(RangeOperator.Import, since: 11),
        ["Reciprocal"] = Unary(UnaryFunction.Reciprocal),
        ["ReduceL1"] = Computes(ReduceOperator.Import(ReduceFunction.L1, axesInputSince: 18)),
        ["ReduceL2"] = Computes(ReduceOperator.Import(ReduceFunction.L2, axesInputSince: 18)),
        ["ReduceLogSum"] = Computes(ReduceOperator.ImportLogarithm),
        ["ReduceLogSumExp"] = Computes(ReduceOperator.Import(ReduceFunction.LogSumExp, axesInputSince: 18)),
        ["ReduceMax"] = Computes(ReduceOperator.Import(ReduceFunction.Maximum, axesInputSince: 18)),
        ["ReduceMean"] = Computes(ReduceOperator.Import(ReduceFunction.Mean, axesInputSince: 18)),
        ["ReduceMin"] = Computes(ReduceOperator.Import(ReduceFunction.Minimum, axesInputSince: 18)),
        ["ReduceProd"] = Computes(ReduceOperator.Import(ReduceFunction.Product, axesInputSince: 18)),
        ["ReduceSum"] = Computes(ReduceOperator.Import(ReduceFunction.Sum, axesInputSince: 13)),
        ["ReduceSumSquare"] = Computes(ReduceOperator.Import(ReduceFunction.SumSquare, axesInputSince: 18)),
        ["Relu"] = Computes(node => node.Return(node.Layers.Relu(node.Activation(0)))),
        ["Reshape"] = Moves(ReshapeOperator.Import),
        ["Resize"] = Computes(ResizeOperator.Import, since: 10),
        ["Round"] = Unary(UnaryFunction.Round, since: 11),
        ["Selu"] = Unary(UnaryFunction.Selu, alpha: 1.67326319217681884765625f, beta: 1.05070102214813232421875f, secondName: "gamma"),
        ["Shape"] = Computes(ShapeOperator.Import),
        ["Sigmoid"] = Unary(UnaryFunction.Sigmoid),
        ["Sign"] = Unary(UnaryFunction.Sign, since: 9),
        ["Sin"] = Unary(UnaryFunction.Sine),
        ["Size"] = Computes(ShapeOperator.ImportSize),
        ["Slice"] = Moves(SliceOperator.Import),
        ["Softmax"] = Computes(SoftmaxOperator.Import),
        ["Softplus"] = Unary(UnaryFunction.Softplus),
        ["Softsign"] = Unary(UnaryFunction.Softsign),
        ["SpaceToDepth"] = Moves(DepthToSpaceOperator.ImportInverse),
        ["Split"] = Moves(SplitOperator.Import),
        ["Sqrt"] = Unary(UnaryFunction.SquareRoot),
        ["Squeeze"] = Moves(SqueezeOperator.Import),
        ["Sub"] = Binary(BinaryFunction.Subtract),
        ["Sum"] = Computes(VariadicOperator.Import(BinaryFunction.Add)),
        ["Tanh"] = Unary(UnaryFunction.Tanh),
        ["ThresholdedRelu"] = Unary(UnaryFunction.ThresholdedRelu, since: 10, alpha: 1),
        ["Tile"] = Moves(TileOperator.Import),
        ["Transpose"] = Moves(TransposeOperator.Import),
        ["Unsqueeze"] = Moves(SqueezeOperator.ImportInverse),
        ["Upsample"] = Computes(ResizeOperator.ImportUpsample),
        ["Where"] = Moves(WhereOperator.Import, since: 9),
        ["Xor"] = Computes(BinaryOperator.ImportLogical(BinaryFunction.Xor)),
    };

    /// <summary>Names of the operators, in order.</summary>
    public static IReadOnlyCollection<string> Names => Table.Keys;

    /// <summary>Finds an operator.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out OperatorDefinition? definition) => Table.TryGetValue(name, out definition);

    private static OperatorDefinition Computes(Action<NodeImport> import, int since = 1) => new(import, since, false);

    private static OperatorDefinition Moves(Action<NodeImport> import, int since = 1) => new(import, since, true);

    private static OperatorDefinition Binary(BinaryFunction function) => Computes(BinaryOperator.Import(function));

    // The parameters are attributes called alpha and beta where not otherwise said; those without have no such attributes.
    private static OperatorDefinition Unary(UnaryFunction function, int since = 1, float alpha = 0, float beta = 0, string secondName = "beta") => Computes(
        node => node.Return(node.Layers.Unary(
            function, node.Activation(0), node.Attributes.Number("alpha", alpha), node.Attributes.Number(secondName, beta))),
        since);
}
