namespace Crossbar.Runtime.Tests;

public sealed class ExecutionPlanTests
{
    [Fact]
    public void A_fused_network_computes_what_its_layers_compute_one_by_one()
    {
        var network = new CrossbarNetwork(SmallNetwork.Create());
        foreach (var image in SmallNetwork.Images(5).Chunk(SmallNetwork.Input.Length))
        {
            var scores = new float[SmallNetwork.Classes];
            network.Predict(image, scores);
            Assert.Equal(network.Trace(image)[^1], scores);
        }
    }

    [Fact]
    public void Sums_and_rectifiers_join_the_layer_before_them()
    {
        // A residual block: convolution, sum with the input, ReLU.
        var design = Design(
            Point(0), new Add { Name = "add", Inputs = [0, 1], OutputShape = Shape }, new Relu { Name = "relu", Inputs = [2], OutputShape = Shape });
        Assert.Equal([Step(0, 3, 0, floor: 0)], Plan(design));
    }

    [Fact]
    public void What_another_layer_reads_too_is_computed()
    {
        // The convolution's output goes into the ReLU and past it.
        var design = Design(
            Point(0), new Relu { Name = "relu", Inputs = [1], OutputShape = Shape }, new Add { Name = "add", Inputs = [1, 2], OutputShape = Shape });
        Assert.Equal([Step(0, 1, -1), Step(1, 2, -1), Step(2, 3, -1)], Plan(design));
    }

    [Fact]
    public void A_value_added_to_itself_is_computed_first()
    {
        var design = Design(Point(0), new Add { Name = "twice", Inputs = [1, 1], OutputShape = Shape });
        Assert.Equal([Step(0, 1, -1), Step(1, 2, -1)], Plan(design));
        var y = new float[4];
        new CrossbarNetwork(design).Predict((ReadOnlySpan<float>)[1, 2, 3, 4], y);
        Assert.Equal([2, 4, 6, 8], y);
    }

    [Fact]
    public void A_sum_that_is_rectified_is_one_step()
    {
        var design = Design(
            new Relu { Name = "first", Inputs = [0], OutputShape = Shape },
            new Add { Name = "add", Inputs = [0, 1], OutputShape = Shape },
            new Relu { Name = "second", Inputs = [2], OutputShape = Shape });
        Assert.Equal([Step(0, 1, -1), Step(1, 3, -1, floor: 0)], Plan(design));
    }

    [Fact]
    public void Clipping_joins_the_layer_before_it_and_says_what_it_says_alone()
    {
        static Unary Clip(int input, float low, float high) => new() { Name = $"clip{input}", Inputs = [input], OutputShape = Shape, Function = UnaryFunction.Clip, Alpha = low, Beta = high };
        var design = Design(Point(0), Clip(1, -1, 2));
        Assert.Equal([Step(0, 2, -1, floor: -1, ceiling: 2)], Plan(design));
        var y = new float[4];
        new CrossbarNetwork(design).Predict((ReadOnlySpan<float>)[-3, -0.5f, 2.5f, 1], y);
        Assert.Equal([-1, -0.5f, 2, 1], y);
        // Where the limits cross the upper one holds (ONNX, Clip).
        foreach (var crossed in new[] { Design(Point(0), Clip(1, 3, -2)), Design(Clip(0, 3, -2)) })
        {
            new CrossbarNetwork(crossed).Predict((ReadOnlySpan<float>)[-3, 0, 2.5f, 4], y);
            Assert.Equal([-2, -2, -2, -2], y);
        }
    }

    // A value's buffer serves the next but one; the sum keeps the first value until it is added; input and output are nobody else's.
    [Fact]
    public void Memory_of_values_that_no_step_reads_any_more_is_used_again()
    {
        static Relu Relu(int input) => new() { Name = $"relu{input}", Inputs = [input], OutputShape = Shape };
        var chain = Design(Relu(0), Relu(1), Relu(2), Relu(3));
        Assert.Equal([0, 1, 2, 1, 3], ExecutionPlan.Buffers(chain, ExecutionPlan.LayerByLayer(chain)));
        var branch = Design(Relu(0), Relu(1), Relu(2), new Add { Name = "add", Inputs = [1, 3], OutputShape = Shape }, Relu(4));
        Assert.Equal([0, 1, 2, 3, 2, 4], ExecutionPlan.Buffers(branch, ExecutionPlan.LayerByLayer(branch)));
    }

    private static TensorShape Shape { get; } = new(1, 2, 2);

    private static NetworkDesign Design(params Layer[] layers) => new() { InputShape = Shape, Layers = [.. layers] };

    private static Convolution Point(int input) =>
        new() { Name = "point", Inputs = [input], OutputShape = Shape, Window = WindowGeometry.Point, Weights = [1], Bias = [0] };

    private static ExecutionStep Step(int layer, int output, int summand, float floor = float.NegativeInfinity, float ceiling = float.PositiveInfinity) =>
        new(layer, output, summand, floor, ceiling);

    private static ExecutionStep[] Plan(NetworkDesign design)
    {
        LayerKernel[] kernels = [.. design.Layers.Select((layer, k) =>
            layer.Prepare(new LayerContext(k, [.. layer.Inputs.Select(design.ShapeOf)], design.Hardware, new CrossbarOptions())))];
        return [.. ExecutionPlan.Fused(design, kernels)];
    }
}
