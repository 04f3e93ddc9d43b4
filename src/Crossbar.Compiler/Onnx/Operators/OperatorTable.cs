using System.Diagnostics.CodeAnalysis;
using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>Every operator of the standard domain that can be imported, with the code that does it.</summary>
internal static class OperatorTable
{
    private static readonly SortedDictionary<string, Action<NodeImport>> Table = new(StringComparer.Ordinal)
    {
        ["Add"] = AddOperator.Import,
        ["AveragePool"] = AveragePoolOperator.Import,
        ["BatchNormalization"] = BatchNormalizationOperator.Import,
        ["Constant"] = ConstantOperator.Import,
        ["Conv"] = ConvOperator.Import,
        ["Dropout"] = DropoutOperator.Import,
        ["Flatten"] = FlattenOperator.Import,
        ["Gemm"] = GemmOperator.Import,
        ["GlobalAveragePool"] = GlobalAveragePoolOperator.Import,
        ["Identity"] = IdentityOperator.Import,
        ["MatMul"] = MatMulOperator.Import,
        ["MaxPool"] = MaxPoolOperator.Import,
        ["Relu"] = ReluOperator.Import,
        ["Reshape"] = ReshapeOperator.Import,
        ["Softmax"] = SoftmaxOperator.Import,
    };

    /// <summary>Names of the operators, in order.</summary>
    public static IReadOnlyCollection<string> Names => Table.Keys;

    /// <summary>Finds an operator.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out Action<NodeImport>? import) => Table.TryGetValue(name, out import);
}
