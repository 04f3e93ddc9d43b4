using System.Diagnostics.CodeAnalysis;
using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>
/// Every operator of the standard domain that can be imported, with the code that does it and the operator sets that define or redefine it
/// up to <see cref="OnnxFile.MaxOpset"/> (ONNX's docs/Changelog.md): each of them has been read, and means what the code does.
/// </summary>
internal static class OperatorTable
{
    private static readonly SortedDictionary<string, OperatorDefinition> Table = new(StringComparer.Ordinal)
    {
        ["Abs"] = Unary(UnaryFunction.Absolute).In(6, 13),
        ["Add"] = Binary(BinaryFunction.Add).In(7, 13, 14),
        ["And"] = Computes(BinaryOperator.ImportLogical(BinaryFunction.And)).In(7),
        ["ArgMax"] = Computes(ArgExtremeOperator.Import(ReduceFunction.ArgMax, ReduceFunction.ArgMaxLast)).In(1, 11, 12, 13),
        ["ArgMin"] = Computes(ArgExtremeOperator.Import(ReduceFunction.ArgMin, ReduceFunction.ArgMinLast)).In(1, 11, 12, 13),
        ["AveragePool"] = Computes(AveragePoolOperator.Import).In(7, 10, 11, 19, 22),
        ["BatchNormalization"] = Computes(BatchNormalizationOperator.Import).In(7, 9, 14, 15),
        ["Cast"] = Computes(CastOperator.Import).In(6, 9, 13, 19, 21, 23, 24, 25),
        ["Ceil"] = Unary(UnaryFunction.Ceiling).In(6, 13),
        ["Celu"] = Unary(UnaryFunction.Celu, alpha: 1).In(12),
        ["Clip"] = Computes(ClipOperator.Import).In(6, 11, 12, 13),
        ["Concat"] = Moves(ConcatOperator.Import).In(4, 11, 13),
        ["Constant"] = Computes(ConstantOperator.Import).In(1, 9, 11, 12, 13, 19, 21, 23, 24, 25),
        ["ConstantOfShape"] = Computes(ConstantOfShapeOperator.Import).In(9, 20, 21, 23, 24, 25),
        ["Conv"] = Weighs(ConvOperator.Import).In(1, 11, 22),
        ["ConvTranspose"] = Weighs(ConvTransposeOperator.Import).In(1, 11, 22),
        ["Cos"] = Unary(UnaryFunction.Cosine).In(7, 22),
        ["DepthToSpace"] = Moves(DepthToSpaceOperator.Import).In(1, 11, 13),
        ["DequantizeLinear"] = Computes(DequantizeLinearOperator.Import).In(10, 13, 19, 21, 23, 24, 25),
        ["Div"] = Binary(BinaryFunction.Divide).In(7, 13, 14),
        ["Dropout"] = Moves(DropoutOperator.Import).In(7, 10, 12, 13, 22),
        ["Elu"] = Unary(UnaryFunction.Elu, alpha: 1).In(6, 22),
        ["Equal"] = Computes(BinaryOperator.ImportLogical(BinaryFunction.Equal)).In(7, 11, 13, 19),
        ["Erf"] = Unary(UnaryFunction.Erf).In(9, 13),
        ["Exp"] = Unary(UnaryFunction.Exponential).In(6, 13),
        ["Expand"] = Moves(ExpandOperator.Import).In(8, 13),
        ["Flatten"] = Moves(FlattenOperator.Import).In(1, 9, 11, 13, 21, 23, 24, 25),
        ["Floor"] = Unary(UnaryFunction.Floor).In(6, 13),
        ["Gather"] = Moves(GatherOperator.Import).In(1, 11, 13),
        ["Gelu"] = Computes(GeluOperator.Import).In(20),
        ["Gemm"] = Weighs(GemmOperator.Import).In(7, 9, 11, 13),
        ["GlobalAveragePool"] = Computes(GlobalPoolOperator.Import(isMean: true)).In(1, 22),
        ["GlobalMaxPool"] = Computes(GlobalPoolOperator.Import(isMean: false)).In(1, 22),
        ["Greater"] = Computes(BinaryOperator.ImportLogical(BinaryFunction.Less, swap: true)).In(7, 9, 13),
        ["GreaterOrEqual"] = Computes(BinaryOperator.ImportLogical(BinaryFunction.LessOrEqual, swap: true)).In(12, 16),
        ["GroupNormalization"] = Computes(GroupNormalizationOperator.Import).In(18, 21),
        ["HardSigmoid"] = Unary(UnaryFunction.HardSigmoid, alpha: 0.2f, beta: 0.5f).In(6, 22),
        ["HardSwish"] = Unary(UnaryFunction.HardSwish).In(14, 22),
        ["Identity"] = Moves(node => node.Return(node.Value(0))).In(1, 13, 14, 16, 19, 21, 23, 24, 25),
        ["InstanceNormalization"] = Computes(InstanceNormalizationOperator.Import).In(6, 22),
        ["LRN"] = Computes(LrnOperator.Import).In(1, 13),
        ["LayerNormalization"] = Computes(LayerNormalizationOperator.Import).In(17),
        ["LeakyRelu"] = Unary(UnaryFunction.LeakyRelu, alpha: 0.01f).In(6, 16),
        ["Less"] = Computes(BinaryOperator.ImportLogical(BinaryFunction.Less)).In(7, 9, 13),
        ["LessOrEqual"] = Computes(BinaryOperator.ImportLogical(BinaryFunction.LessOrEqual)).In(12, 16),
        ["Log"] = Unary(UnaryFunction.Logarithm).In(6, 13),
        ["LogSoftmax"] = Computes(SoftmaxOperator.ImportLogarithm).In(1, 11, 13),
        ["MatMul"] = Weighs(MatMulOperator.Import).In(1, 9, 13),
        ["Max"] = Computes(VariadicOperator.Import(BinaryFunction.Maximum)).In(6, 8, 12, 13),
        ["MaxPool"] = Computes(MaxPoolOperator.Import).In(1, 8, 10, 11, 12, 22),
        ["Mean"] = Computes(VariadicOperator.ImportMean).In(6, 8, 13),
        ["MeanVarianceNormalization"] = Computes(MeanVarianceNormalizationOperator.Import).In(9, 13),
        ["Min"] = Computes(VariadicOperator.Import(BinaryFunction.Minimum)).In(6, 8, 12, 13),
        ["Mish"] = Unary(UnaryFunction.Mish).In(18, 22),
        ["Mod"] = Computes(BinaryOperator.ImportModulo).In(10, 13),
        ["Mul"] = Binary(BinaryFunction.Multiply).In(7, 13, 14),
        ["Neg"] = Unary(UnaryFunction.Negative).In(6, 13),
        ["Not"] = Unary(UnaryFunction.Not).In(1),
        ["Or"] = Computes(BinaryOperator.ImportLogical(BinaryFunction.Or)).In(7),
        ["PRelu"] = Computes(PReluOperator.Import).In(7, 9, 16),
        ["Pad"] = Moves(PadOperator.Import).In(2, 11, 13, 18, 19, 21, 23, 24, 25),
        ["Pow"] = Binary(BinaryFunction.Power).In(7, 12, 13, 15),
        ["QuantizeLinear"] = Computes(QuantizeLinearOperator.Import).In(10, 13, 19, 21, 23, 24, 25),
        ["RMSNormalization"] = Computes(RmsNormalizationOperator.Import).In(23),
        ["Range"] = Computes(RangeOperator.Import).In(11),
        ["Reciprocal"] = Unary(UnaryFunction.Reciprocal).In(6, 13),
        ["ReduceL1"] = Computes(ReduceOperator.Import(ReduceFunction.L1, axesInputSince: 18)).In(1, 11, 13, 18),
        ["ReduceL2"] = Computes(ReduceOperator.Import(ReduceFunction.L2, axesInputSince: 18)).In(1, 11, 13, 18),
        ["ReduceLogSum"] = Computes(ReduceOperator.ImportLogarithm).In(1, 11, 13, 18),
        ["ReduceLogSumExp"] = Computes(ReduceOperator.Import(ReduceFunction.LogSumExp, axesInputSince: 18)).In(1, 11, 13, 18),
        ["ReduceMax"] = Computes(ReduceOperator.Import(ReduceFunction.Maximum, axesInputSince: 18)).In(1, 11, 12, 13, 18, 20),
        ["ReduceMean"] = Computes(ReduceOperator.Import(ReduceFunction.Mean, axesInputSince: 18)).In(1, 11, 13, 18),
        ["ReduceMin"] = Computes(ReduceOperator.Import(ReduceFunction.Minimum, axesInputSince: 18)).In(1, 11, 12, 13, 18, 20),
        ["ReduceProd"] = Computes(ReduceOperator.Import(ReduceFunction.Product, axesInputSince: 18)).In(1, 11, 13, 18),
        ["ReduceSum"] = Computes(ReduceOperator.Import(ReduceFunction.Sum, axesInputSince: 13)).In(1, 11, 13),
        ["ReduceSumSquare"] = Computes(ReduceOperator.Import(ReduceFunction.SumSquare, axesInputSince: 18)).In(1, 11, 13, 18),
        ["Relu"] = Computes(node => node.Return(node.Layers.Relu(node.Activation(0)))).In(6, 13, 14),
        ["Reshape"] = Moves(ReshapeOperator.Import).In(5, 13, 14, 19, 21, 23, 24, 25),
        ["Resize"] = Computes(ResizeOperator.Import).In(10, 11, 13, 18, 19),
        ["Round"] = Unary(UnaryFunction.Round).In(11, 22),
        ["Selu"] = Unary(UnaryFunction.Selu, alpha: 1.67326319217681884765625f, beta: 1.05070102214813232421875f, secondName: "gamma").In(6, 22),
        ["Shape"] = Computes(ShapeOperator.Import).In(1, 13, 15, 19, 21, 23, 24, 25),
        ["Sigmoid"] = Unary(UnaryFunction.Sigmoid).In(6, 13),
        ["Sign"] = Unary(UnaryFunction.Sign).In(9, 13),
        ["Sin"] = Unary(UnaryFunction.Sine).In(7, 22),
        ["Size"] = Computes(ShapeOperator.ImportSize).In(1, 13, 19, 21, 23, 24, 25),
        ["Slice"] = Moves(SliceOperator.Import).In(1, 10, 11, 13),
        ["Softmax"] = Computes(SoftmaxOperator.Import).In(1, 11, 13),
        ["Softplus"] = Unary(UnaryFunction.Softplus).In(1, 22),
        ["Softsign"] = Unary(UnaryFunction.Softsign).In(1, 22),
        ["SpaceToDepth"] = Moves(DepthToSpaceOperator.ImportInverse).In(1, 13),
        ["Split"] = Moves(SplitOperator.Import).In(2, 11, 13, 18),
        ["Sqrt"] = Unary(UnaryFunction.SquareRoot).In(6, 13),
        ["Squeeze"] = Moves(SqueezeOperator.Import).In(1, 11, 13, 21, 23, 24, 25),
        ["Sub"] = Binary(BinaryFunction.Subtract).In(7, 13, 14),
        ["Sum"] = Computes(VariadicOperator.Import(BinaryFunction.Add)).In(6, 8, 13),
        ["Swish"] = Computes(SwishOperator.Import).In(24),
        ["Tanh"] = Unary(UnaryFunction.Tanh).In(6, 13),
        ["ThresholdedRelu"] = Unary(UnaryFunction.ThresholdedRelu, alpha: 1).In(10, 22),
        ["Tile"] = Moves(TileOperator.Import).In(6, 13),
        ["Transpose"] = Moves(TransposeOperator.Import).In(1, 13, 21, 23, 24, 25),
        ["Unsqueeze"] = Moves(SqueezeOperator.ImportInverse).In(1, 11, 13, 21, 23, 24, 25),
        ["Upsample"] = Computes(ResizeOperator.ImportUpsample).In(7, 9).Until(9),
        ["Where"] = Moves(WhereOperator.Import).In(9, 16),
        ["Xor"] = Computes(BinaryOperator.ImportLogical(BinaryFunction.Xor)).In(7),
    };

    /// <summary>Names of the operators, in order.</summary>
    public static IReadOnlyCollection<string> Names => Table.Keys;

    /// <summary>Finds an operator.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out OperatorDefinition? definition) => Table.TryGetValue(name, out definition);

    /// <summary>Finds a node's operator, which an extension may call like one of ONNX's own.</summary>
    public static bool TryFind(GraphNode node, [NotNullWhen(true)] out OperatorDefinition? definition)
    {
        definition = null;
        return node.IsStandard && TryFind(node.Proto.OpType, out definition);
    }

    private static OperatorDefinition Computes(Action<NodeImport> import) => new(import, MovesElements: false);

    private static OperatorDefinition Weighs(Action<NodeImport> import) => new(import, MovesElements: false) { HasWeights = true };

    private static OperatorDefinition Moves(Action<NodeImport> import) => new(import, MovesElements: true);

    private static OperatorDefinition Binary(BinaryFunction function) => Computes(BinaryOperator.Import(function));

    // The parameters are attributes called alpha and beta where not otherwise said; those without have no such attributes.
    private static OperatorDefinition Unary(UnaryFunction function, float alpha = 0, float beta = 0, string secondName = "beta") => Computes(
        node => node.Return(node.Layers.Unary(
            function, node.Activation(0), node.Attributes.Number("alpha", alpha), node.Attributes.Number(secondName, beta))));
}
