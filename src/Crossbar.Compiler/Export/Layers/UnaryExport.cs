using Crossbar.Compiler.Export.Graph;

namespace Crossbar.Compiler.Export.Layers;

/// <summary>Functions of single elements; those that operator set 13 lacks are composed.</summary>
internal static class UnaryExport
{
    public static ExportedValue Run(LayerExport export, Unary layer)
    {
        var x = export.Input.Name;
        return export.Result(layer.Function switch
        {
            UnaryFunction.Absolute => export.Node("Abs", [x]),
            UnaryFunction.Ceiling => export.Node("Ceil", [x]),
            UnaryFunction.Celu => export.Node("Celu", [x], ("alpha", layer.Alpha)),
            UnaryFunction.Clip => export.Node("Clip", [x, Number(layer.Alpha), Number(layer.Beta)]),
            UnaryFunction.Cosine => export.Node("Cos", [x]),
            UnaryFunction.Elu => export.Node("Elu", [x], ("alpha", layer.Alpha)),
            UnaryFunction.Erf => export.Node("Erf", [x]),
            UnaryFunction.Exponential => export.Node("Exp", [x]),
            UnaryFunction.Floor => export.Node("Floor", [x]),
            UnaryFunction.Gelu => Gated(export.Node("Erf", [Times(x, 1 / Math.Sqrt(2))])),
            UnaryFunction.GeluTanh => Gated(export.Node("Tanh", [Times(export.Node("Add", [x, Times(Cubed(), 0.044715)]), Math.Sqrt(2 / Math.PI))])),
            UnaryFunction.HardSigmoid => export.Node("HardSigmoid", [x], ("alpha", layer.Alpha), ("beta", layer.Beta)),
            UnaryFunction.HardSwish => export.Node("Mul", [x, export.Node("HardSigmoid", [x], ("alpha", 1 / 6f), ("beta", 0.5f))]),
            UnaryFunction.LeakyRelu => export.Node("LeakyRelu", [x], ("alpha", layer.Alpha)),
            UnaryFunction.Logarithm => export.Node("Log", [x]),
            UnaryFunction.Mish => export.Node("Mul", [x, export.Node("Tanh", [export.Node("Softplus", [x])])]),
            UnaryFunction.Negative => export.Node("Neg", [x]),
            UnaryFunction.Not => Logic.ToNumber(export, export.Node("Not", [Logic.ToTruth(export, x)])),
            UnaryFunction.Reciprocal => export.Node("Reciprocal", [x]),
            UnaryFunction.Round => export.Node("Round", [x]),
            UnaryFunction.Selu => export.Node("Selu", [x], ("alpha", layer.Alpha), ("gamma", layer.Beta)),
            UnaryFunction.Sigmoid => export.Node("Sigmoid", [x]),
            UnaryFunction.Sign => export.Node("Sign", [x]),
            UnaryFunction.Sine => export.Node("Sin", [x]),
            UnaryFunction.Softplus => export.Node("Softplus", [x]),
            UnaryFunction.Softsign => export.Node("Softsign", [x]),
            UnaryFunction.SquareRoot => export.Node("Sqrt", [x]),
            UnaryFunction.Tanh => export.Node("Tanh", [x]),
            UnaryFunction.ThresholdedRelu => export.Node("ThresholdedRelu", [x], ("alpha", layer.Alpha)),
            UnaryFunction.Truncate => export.Node("Mul", [export.Node("Sign", [x]), export.Node("Floor", [export.Node("Abs", [x])])]),
            _ => throw new NotSupportedException($"Layer '{layer.Name}' computes a function that is not exported: {layer.Function}."),
        });

        string Number(double value) => export.Graph.Number("number", value);

        string Times(string tensor, double factor) => export.Node("Mul", [tensor, Number(factor)]);

        string Cubed() => export.Node("Mul", [x, export.Node("Mul", [x, x])]);

        // x/2·(1 + gate).
        string Gated(string gate) => export.Node("Mul", [Times(x, 0.5), export.Node("Add", [gate, Number(1)])]);
    }
}
